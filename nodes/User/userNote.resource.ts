/** Notes on users. */
import { f } from '../shared/catalogue';
import { notesOn } from '../shared/notes';

export const userNote = notesOn({
	value: 'userNote',
	name: 'User Note',
	noun: 'user',
	path: { user: f.ref('user', 'User') },
	since: '3.168',
	routes: {
		create: 'POST /public-api/resources/users/v1.1/{user}/notes',
		get: 'GET /public-api/resources/users/v1.1/{user}/notes/{note}',
		getAll: 'GET /public-api/resources/users/v1.1/{user}/notes',
		update: 'PATCH /public-api/resources/users/v1.1/{user}/notes/{note}',
		delete: 'DELETE /public-api/resources/users/v1.1/{user}/notes/{note}',
	},
});

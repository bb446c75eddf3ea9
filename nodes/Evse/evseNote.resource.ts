/** Notes on single EVSEs. */
import { f } from '../shared/catalogue';
import { notesOn } from '../shared/notes';

export const evseNote = notesOn({
	value: 'evseNote',
	name: 'EVSE Note',
	noun: 'EVSE',
	path: { evse: f.ref('evse', 'EVSE') },
	since: '3.139',
	routes: {
		create: 'POST /public-api/resources/evses/v2.0/{evse}/notes',
		get: 'GET /public-api/resources/evses/v2.0/{evse}/notes/{note}',
		getAll: 'GET /public-api/resources/evses/v2.0/{evse}/notes',
		update: 'PATCH /public-api/resources/evses/v2.0/{evse}/notes/{note}',
		delete: 'DELETE /public-api/resources/evses/v2.0/{evse}/notes/{note}',
	},
});

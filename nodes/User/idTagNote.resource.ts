/** Notes on ID tags. */
import { f } from '../shared/catalogue';
import { notesOn } from '../shared/notes';

export const idTagNote = notesOn({
	value: 'idTagNote',
	name: 'ID Tag Note',
	noun: 'ID tag',
	path: { idTag: f.ref('idTag', 'ID Tag') },
	since: '3.251',
	routes: {
		create: 'POST /public-api/resources/id-tags/v2.0/{idTag}/notes',
		get: 'GET /public-api/resources/id-tags/v2.0/{idTag}/notes/{note}',
		getAll: 'GET /public-api/resources/id-tags/v2.0/{idTag}/notes',
		update: 'PATCH /public-api/resources/id-tags/v2.0/{idTag}/notes/{note}',
		delete: 'DELETE /public-api/resources/id-tags/v2.0/{idTag}/notes/{note}',
	},
});

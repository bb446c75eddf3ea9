/** Notes on partners. */
import { f } from '../shared/catalogue';
import { notesOn } from '../shared/notes';

export const partnerNote = notesOn({
	value: 'partnerNote',
	name: 'Partner Note',
	noun: 'partner',
	path: { partner: f.ref('partner', 'Partner') },
	since: '3.139',
	routes: {
		create: 'POST /public-api/resources/partners/v2.0/{partner}/notes',
		get: 'GET /public-api/resources/partners/v2.0/{partner}/notes/{note}',
		getAll: 'GET /public-api/resources/partners/v2.0/{partner}/notes',
		update: 'PATCH /public-api/resources/partners/v2.0/{partner}/notes/{note}',
		delete: 'DELETE /public-api/resources/partners/v2.0/{partner}/notes/{note}',
	},
});

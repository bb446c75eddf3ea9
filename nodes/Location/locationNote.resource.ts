/** Notes on locations. */
import { f } from '../shared/catalogue';
import { notesOn } from '../shared/notes';

export const locationNote = notesOn({
	value: 'locationNote',
	name: 'Location Note',
	noun: 'location',
	path: { location: f.ref('location', 'Location') },
	since: '3.139',
	routes: {
		create: 'POST /public-api/resources/locations/v2.0/{location}/notes',
		get: 'GET /public-api/resources/locations/v2.0/{location}/notes/{note}',
		getAll: 'GET /public-api/resources/locations/v2.0/{location}/notes',
		update: 'PATCH /public-api/resources/locations/v2.0/{location}/notes/{note}',
		delete: 'DELETE /public-api/resources/locations/v2.0/{location}/notes/{note}',
	},
});

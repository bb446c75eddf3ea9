/** Notes on charge points. */
import { f } from '../shared/catalogue';
import { notesOn } from '../shared/notes';

export const chargePointNote = notesOn({
	value: 'chargePointNote',
	name: 'Charge Point Note',
	noun: 'charge point',
	path: { chargePoint: f.ref('chargePoint', 'Charge Point') },
	since: '3.139',
	routes: {
		create: 'POST /public-api/resources/charge-points/v2.0/{chargePoint}/notes',
		get: 'GET /public-api/resources/charge-points/v2.0/{chargePoint}/notes/{note}',
		getAll: 'GET /public-api/resources/charge-points/v2.0/{chargePoint}/notes',
		update: 'PATCH /public-api/resources/charge-points/v2.0/{chargePoint}/notes/{note}',
		delete: 'DELETE /public-api/resources/charge-points/v2.0/{chargePoint}/notes/{note}',
	},
});

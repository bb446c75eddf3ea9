/** Notes on sub operators. */
import { f } from '../shared/catalogue';
import { notesOn } from '../shared/notes';

export const subOperatorNote = notesOn({
	value: 'subOperatorNote',
	name: 'Sub Operator Note',
	noun: 'sub operator',
	path: { subOperator: f.ref('subOperator', 'Sub Operator') },
	since: '3.139',
	routes: {
		create: 'POST /public-api/resources/sub-operators/v2.0/{subOperator}/notes',
		get: 'GET /public-api/resources/sub-operators/v2.0/{subOperator}/notes/{note}',
		getAll: 'GET /public-api/resources/sub-operators/v2.0/{subOperator}/notes',
		update: 'PATCH /public-api/resources/sub-operators/v2.0/{subOperator}/notes/{note}',
		delete: 'DELETE /public-api/resources/sub-operators/v2.0/{subOperator}/notes/{note}',
	},
});

/** Configuration templates: sets of OCPP settings that are sent to many charge points at once. */
import { action, create, f, get, getMany, remove, resource, update } from '../shared/catalogue';

const name = f.text('Name');

export const configurationTemplate = resource({
	value: 'configurationTemplate',
	name: 'Configuration Template',
	operator: ['record', 'create'],
	path: { template: f.ref('configurationTemplate', 'Configuration Template') },
	record: { id: 'integer', name: 'text', ocppVersion: 'text', lastUpdatedAt: 'dateTime' },
	operations: {
		getAll: getMany('GET /public-api/resources/configuration-templates/v1.0', {
			says: 'Lists templates by name and OCPP version, without their settings.',
			paging: 'cursor',
			filters: {
				// Spelled without a space here.
				ocppVersion: f.choice('OCPP Version', { 'ocpp1.6': 'OCPP 1.6', 'ocpp2.0.1': 'OCPP 2.0.1' }),
			},
		}),
		get: get('GET /public-api/resources/configuration-templates/v1.0/{template}', {
			says: 'Reads the name and OCPP version of one template. For its settings list Configuration Variable.',
		}),
		applyToChargePoints: action(
			'POST /public-api/actions/configuration-template/v1.0/{template}/apply-to-charge-points',
			{
				outcome: 'accepted',
				name: 'Apply to Charge Points',
				action: 'Apply configuration template',
				says: 'Changes settings of real charge points: sends them every variable of the template. The answer says that AMPECO took the order, not that it is done.',
				effect: 'physical',
				body: {
					// AMPECO does not require them; without any, nobody could say which hardware is changed.
					chargePointIds: f.required(
						f.refs('chargePoint', 'Charge Points', {
							about: 'Those to send the settings to, with the OCPP version of the template',
						}),
					),
					shouldPersist: f.flag('Apply at Each Boot', {
						about: 'AMPECO sends the settings again whenever a charge point starts; it does not when left out',
					}),
				},
				hints: { 400: 'Choose charge points that have the OCPP version of the template.' },
			},
		),
		create: create('POST /public-api/resources/configuration-templates/v1.0', {
			says: 'Makes an empty template for one OCPP version. Add its settings with Configuration Variable.',
			body: {
				name: f.required(name),
				ocppVersion: f.required(
					f.choice(
						'OCPP Version',
						{ 'ocpp 1.6': 'OCPP 1.6', 'ocpp 2.0.1': 'OCPP 2.0.1' },
						{ about: 'Of the charge points it is meant for; cannot be changed later' },
					),
				),
			},
			hints: {
				409: 'A template of this name may exist already. List the templates, or choose another name.',
			},
		}),
		update: update('PATCH /public-api/resources/configuration-templates/v1.0/{template}', {
			says: 'Renames a template. To change its settings update its Configuration Variables.',
			body: { name },
		}),
		delete: remove('DELETE /public-api/resources/configuration-templates/v1.0/{template}', {
			says: 'Removes a template with its variables for good.',
		}),
	},
});

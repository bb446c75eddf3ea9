/** Configuration variables: the OCPP settings a configuration template consists of. */
import { action, create, f, getMany, remove, resource, update } from '../shared/catalogue';
import type { RecordShape } from '../shared/catalogue';

const value = f.text('Value', { about: 'What charge points should be set to' });

const fields16 = {
	keyName: f.key('Key Name', { example: 'HeartbeatInterval', about: 'Name of the setting in OCPP 1.6' }),
};

const fields201 = {
	component: f.key('Component', {
		example: 'OCPPCommCtrlr',
		about: 'OCPP 2.0.1 component the variable belongs to',
	}),
	variableName: f.key('Variable Name', {
		example: 'HeartbeatInterval',
		about: 'Name of the variable in OCPP 2.0.1',
	}),
};

const optional201 = {
	variableType: f.choice(
		'Attribute Type',
		{ Actual: 'Actual', Target: 'Target', MinSet: 'Lowest Allowed', MaxSet: 'Highest Allowed' },
		{ nullable: true, about: 'Which attribute of the variable is set' },
	),
	variableInstance: f.key('Variable Instance', {
		nullable: true,
		about: 'Only where the variable exists several times',
	}),
	componentInstance: f.key('Component Instance', {
		nullable: true,
		about: 'Only where the component exists several times',
	}),
	evseId: f.integer('EVSE Number', {
		nullable: true,
		min: 0,
		about: 'Number of the EVSE within the charge point, counted from 1; not its ID in AMPECO',
	}),
	connectorId: f.integer('Connector Number', {
		nullable: true,
		min: 0,
		about: 'Number of the connector within the EVSE, counted from 1; not its ID in AMPECO',
	}),
};

const variable = f.oneOf(
	'OCPP Version',
	{
		ocpp16: f.variant('OCPP 1.6', { keyName: f.required(fields16.keyName), value: f.required(value) }),
		ocpp201: f.variant('OCPP 2.0.1', {
			component: f.required(fields201.component),
			variableName: f.required(fields201.variableName),
			value: f.required(value),
			...optional201,
		}),
	},
	{ inline: true, about: 'Must be that of the template' },
);

const record: RecordShape = {
	id: 'integer',
	keyName: 'text',
	value: 'text',
	variableName: 'text',
	variableType: 'text',
	variableInstance: 'text',
	component: 'text',
	componentInstance: 'text',
	evseId: 'integer',
	connectorId: 'integer',
	lastUpdatedAt: 'dateTime',
};

export const configurationVariable = resource({
	value: 'configurationVariable',
	name: 'Configuration Variable',
	path: {
		template: f.ref('configurationTemplate', 'Configuration Template'),
		variable: f.ref('configurationVariable', 'Configuration Variable'),
	},
	record,
	simple: [
		'id',
		'keyName',
		'value',
		'variableName',
		'variableType',
		'variableInstance',
		'component',
		'componentInstance',
		{ ocppEvseId: 'evseId', ocppConnectorId: 'connectorId' },
		'lastUpdatedAt',
	],
	operations: {
		getAll: getMany('GET /public-api/resources/configuration-templates/v1.0/{template}/variables', {
			says: 'Lists the settings of one template. Those for OCPP 1.6 have a key name, those for 2.0.1 a component and a variable name.',
			paging: 'cursor',
		}),
		create: create('POST /public-api/resources/configuration-templates/v1.0/{template}/variables', {
			says: 'Adds one setting to a template, for charge points to get when it is applied to them. For several at once use Create Many.',
			body: variable,
			hints: { 409: 'The template may have this variable already. Update that one instead.' },
		}),
		createMany: action('POST /public-api/actions/configuration-template/v1.0/{template}/insert-bulk-variables', {
			action: 'Create many configuration variables',
			says: 'Adds several settings to a template in one go, beside those it has. Each may be there only once.',
			effect: 'write',
			body: f.list('Variables', 'Variable', { variable: f.required(variable) }),
		}),
		update: update('PATCH /public-api/resources/configuration-templates/v1.0/{template}/variables/{variable}', {
			says: 'Changes a setting of a template. Charge points keep the old value until they get the template again.',
			body: { value, ...fields16, ...fields201, ...optional201 },
		}),
		delete: remove('DELETE /public-api/resources/configuration-templates/v1.0/{template}/variables/{variable}', {
			says: 'Takes a setting out of a template. Charge points keep the value they have.',
		}),
	},
});

/**
 * Where the catalogue differs from the digest on purpose: one line each, with its reason. An entry that no difference
 * needs any more fails the tests.
 */

export interface Exception {
	/** `METHOD path` as the digest has it, or a pattern of it where several operations share the reason. */
	operation: string | RegExp;
	/** Where in the operation: `body.periods[].start`, `filter.status`, `record.type`; or a pattern of it. */
	at: string | RegExp;
	/** The kind of the difference, as `match.mts` prints it. */
	what: string;
	why: string;
}

export const exceptions: Exception[] = [
	{
		operation: /\/resources\/utilities\//,
		at: 'record.lastUpdatedAt',
		what: 'record in excess',
		why: 'The answer is said to require lastUpdatedAt and to have updatedAt; the record names both, as either may come.',
	},
	{
		operation: /\/resources\/currencies\//,
		at: 'body.alphabeticCode',
		what: 'enum missing',
		why: 'The shared list of currencies has no metals, funds and test codes; an expression still sends them.',
	},
	{
		operation: 'POST /public-api/resources/charge-points/v2.0',
		at: 'body.communicationMode',
		what: 'required',
		why: 'Required of everybody who does not send the deprecated managedByOperator; the schema cannot say so.',
	},
	{
		operation: 'POST /public-api/actions/configuration-template/v1.0/{template}/apply-to-charge-points',
		at: 'body.chargePointIds',
		what: 'required',
		why: 'Without any, nobody could say which hardware is changed.',
	},
	{
		operation: 'GET /public-api/resources/charge-points/v2.0',
		at: /^filter\.(roaming|managedByOperator)$/,
		what: 'type',
		why: 'True or false, declared as plain text; the same on the wire, and the older version declares it so.',
	},
	{
		operation: 'POST /public-api/actions/charge-point/v1.0/{chargePoint}/clear-charging-profile',
		at: 'body.chargingProfilePurpose',
		what: 'enum in excess',
		why: 'OCPP knows these three purposes only; an expression still sends any text.',
	},
	{
		operation: /\/charge-points\/v2\.0\/\{chargePoint\}\/configurations/,
		at: /^record\.key\.(componentInstance|connectorId)$/,
		what: 'record in excess',
		why: 'The filters of 3.251 have both, and so has the key they look at.',
	},
	{
		operation: /\/resources\/locations\/v2\.0/,
		at: 'body.status',
		what: 'enum in excess',
		why: 'A newer field without known values, but the record shows these two; an expression still sends any text.',
	},
	{
		operation: /\/resources\/partners\/v2\.0/,
		at: /^body\.translated\w+$/,
		what: 'type',
		why: 'Rows of what the index calls a translation, which has a locale and a text everywhere else.',
	},
	{
		operation: /^DELETE /,
		at: 'query.include',
		what: 'field missing',
		why: 'A delete answers without content, so there is nothing to include.',
	},
	{
		operation: /\/resources\/(payment-terminals|partner-invites)\/v1\.0/,
		at: 'deprecated',
		what: 'deprecated',
		why: 'Of what their newer versions take too little is known, so they stay what people see first.',
	},
	{
		operation: /^POST \S+\/set-custom-fields$/,
		at: /^record\./,
		what: 'record in excess',
		why: 'Answers with the record that a read gives; what only one of the two is known to have may be in both.',
	},
	{
		operation:
			/\/payment-terminals\/v1\.1|\/create-pre-authorization$|\/oauth\/token$|\/circuits\/v2\.0\/\{circuit\}\/schedule$/,
		at: /^body\.(terminalType|processor|grant_type|scheduleType)$/,
		what: 'enum in excess',
		why: 'The words are known from elsewhere; an expression still sends any text.',
	},
	{
		operation: 'PUT /public-api/resources/circuits/v2.0/{circuit}/schedule',
		at: 'body.schedule',
		what: 'given twice',
		why: 'A list for every day or an object with the days: one of the two, by the type.',
	},
	{
		operation: /\/tariffs\/v1\.0\/\{tariff\}/,
		at: /^body\.(description|additionalInformation|learnMoreUrl)$/,
		what: 'type',
		why: 'Keyed by locale, as in a create.',
	},
	{
		operation: 'POST /public-api/resources/tariffs/v1.0/{tariff}/scheduled-changes',
		at: 'body.type',
		what: 'enum in excess',
		why: 'Unchanged sends no type at all.',
	},
];

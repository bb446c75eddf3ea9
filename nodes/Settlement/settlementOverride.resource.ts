/** Settlement overrides: other revenue shares than those of a partner contract, for some of what it covers. */
import { create, f, get, getMany, remove, resource, update } from '../shared/catalogue';
import type { RecordShape } from '../shared/catalogue';

export const settlementOverrideRecord: RecordShape = {
	id: 'integer',
	name: 'text',
	priority: 'integer',
	acPercent: 'number',
	dcPercent: 'number',
	restriction: { type: 'text', targetIds: ['any'] },
};

const fields = {
	name: f.text('Name'),
	priority: f.integer('Priority', { about: 'Tells which override counts where several do' }),
	restriction: f.group('Restriction', {
		type: f.required(f.text('Restriction Type', { about: "What the override is limited to, in AMPECO's words" })),
		targetIds: f.numbers('Target IDs', { type: 'integer', about: 'IDs of what the type names' }),
	}),
	acPercent: f.number('Share on AC EVSEs', {
		min: 0,
		max: 100,
		about: 'Percent that counts in place of that of the contract',
	}),
	dcPercent: f.number('Share on DC EVSEs', {
		min: 0,
		max: 100,
		about: 'Percent that counts in place of that of the contract',
	}),
};

const { name, priority, restriction, ...shares } = fields;

export const settlementOverride = resource({
	value: 'settlementOverride',
	name: 'Settlement Override',
	path: {
		partnerContract: f.ref('partnerContract', 'Partner Contract'),
		settlementOverride: f.ref('settlementOverride', 'Settlement Override'),
	},
	record: settlementOverrideRecord,
	simple: ['id', 'name', { overridePriority: 'priority' }, 'acPercent', 'dcPercent', 'restriction'],
	operations: {
		getAll: getMany('GET /public-api/resources/partner-contracts/v1.0/{partnerContract}/settlement-overrides', {
			since: '3.251',
			says: 'Lists the overrides of one contract with their shares and priorities.',
			paging: 'cursor',
		}),
		get: get(
			'GET /public-api/resources/partner-contracts/v1.0/{partnerContract}/settlement-overrides/{settlementOverride}',
			{
				since: '3.251',
				says: 'Reads the shares of one override and what it is limited to.',
			},
		),
		create: create('POST /public-api/resources/partner-contracts/v1.0/{partnerContract}/settlement-overrides', {
			since: '3.251',
			says: 'Gives part of what a contract covers other revenue shares. They decide what later settlements pay out.',
			body: {
				name: f.required(name),
				priority: f.required(priority),
				restriction: f.required(restriction),
				...shares,
			},
			hints: {
				409: 'The contract has an override that this one clashes with. Get its overrides to see which.',
				412: 'The contract does not allow this override at present. Get the contract to see its terms.',
			},
		}),
		update: update(
			'PATCH /public-api/resources/partner-contracts/v1.0/{partnerContract}/settlement-overrides/{settlementOverride}',
			{
				since: '3.251',
				says: 'Changes shares, priority or limits of an override. Changed shares count in later settlements.',
				body: fields,
			},
		),
		delete: remove(
			'DELETE /public-api/resources/partner-contracts/v1.0/{partnerContract}/settlement-overrides/{settlementOverride}',
			{
				since: '3.251',
				says: 'Removes an override for good, so that the shares of the contract count again.',
			},
		),
	},
});

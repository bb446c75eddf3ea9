/** Downtime reasons, AMPECO's notices: what can be given for downtime, or for not counting it. */
import { create, f, get, getMany, remove, resource, update } from '../shared/catalogue';
import { noticeType } from './chargePointDowntimePeriod.resource';

const fields = {
	// The path has a segment "notice" too.
	noticeText: f.text('Reason Text', {
		wire: 'notice',
		example: 'Planned maintenance',
		about: 'The reason in a few words',
	}),
	type: f.choice('Type', noticeType, {
		about: 'Whether it explains downtime, or keeps a period from counting as such',
	}),
	description: f.text('Description', { format: 'long', nullable: true }),
};

export const downtimePeriodNotice = resource({
	value: 'downtimePeriodNotice',
	name: 'Downtime Reason',
	operator: ['record'],
	path: { notice: f.ref('downtimePeriodNotice', 'Downtime Reason') },
	record: {
		id: 'integer',
		type: 'text',
		notice: 'text',
		description: 'text',
		createdAt: 'dateTime',
		lastUpdatedAt: 'dateTime',
	},
	operations: {
		getAll: getMany('GET /public-api/resources/downtime-period-notices/v1.0', {
			says: 'Lists the reasons that can be given for downtime periods.',
			paging: 'perPage',
			filters: { type: f.choice('Type', noticeType) },
		}),
		get: get('GET /public-api/resources/downtime-period-notices/v1.0/{notice}', {
			says: 'Reads the text and type of one reason, for instance the notice ID of a downtime period.',
		}),
		create: create('POST /public-api/resources/downtime-period-notices/v1.0', {
			says: 'Adds a reason that operators can then give for downtime periods.',
			body: { ...fields, noticeText: f.required(fields.noticeText), type: f.required(fields.type) },
		}),
		update: update('PATCH /public-api/resources/downtime-period-notices/v1.0/{notice}', {
			says: 'Rewords a reason or changes its type, for the periods that carry it as well.',
			body: fields,
		}),
		delete: remove('DELETE /public-api/resources/downtime-period-notices/v1.0/{notice}', {
			says: 'Removes a reason for good. Check first that no downtime period needs it.',
		}),
	},
});

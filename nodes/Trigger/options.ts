/** The trigger's options: what a person can set, and what was set. */
import type { IDataObject } from 'n8n-workflow';
import { f } from '../shared/catalogue';
import type { FieldTable } from '../shared/catalogue';
import { wireObject } from '../shared/runtime/values';

export const options: FieldTable = {
	catchUp: f.flag('Catch Up', {
		about:
			'the subscription stays in AMPECO while the workflow is off, and AMPECO is asked when it is published to resend what failed meanwhile. Turn it off before you delete the workflow.',
	}),
	keepRepeats: f.flag('Keep Repeats', { about: 'an event that AMPECO sends again starts the workflow again' }),
	longestDelay: f.integer('Longest Delay (Minutes)', {
		min: 0,
		default: 0,
		about:
			'Refuse events whose X-Timestamp is further away than that. With 0 the time is not checked. Too short a time refuses events AMPECO resends.',
	}),
	tenant: f.text('Tenant', { about: 'Refuse events whose X-Tenant header is not exactly this' }),
};

export interface Options {
	catchUp?: boolean;
	keepRepeats?: boolean;
	longestDelay?: number;
	tenant?: string;
}

/** @throws FieldProblem with the option's label when a value does not fit */
export function optionsOf(context: { getNodeParameter(name: 'options', fallback: object): unknown }): Options {
	const given = (context.getNodeParameter('options', {}) ?? {}) as IDataObject;
	return wireObject(options, (name) => given[name], 'UTC');
}

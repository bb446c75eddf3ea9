/** The trigger's options, by the names under which they are stored. */
import { f } from '../shared/catalogue';
import type { FieldTable } from '../shared/catalogue';

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

/** Contact details: how users reach the operator. A tenant has one set of them. */
import { f, get, remove, replace, resource } from '../shared/catalogue';

export const contactDetail = resource({
	value: 'contactDetail',
	name: 'Contact Detail',
	record: { email: 'text', phone: 'text', lastUpdatedAt: 'dateTime' },
	operations: {
		get: get('GET /public-api/resources/contact-details/v2.0', {
			action: 'Get contact details',
			says: 'Reads the email address and phone number that users see for support.',
			hints: { 404: 'None are set. To set them, use Update. Give Email there.' },
		}),
		update: replace('PUT /public-api/resources/contact-details/v2.0', {
			action: 'Update contact details',
			says: 'Sets what users see for support. With Keep Other Values off, a phone number left out is removed.',
			body: {
				email: f.required(f.email('Email')),
				phone: f.key('Phone', { nullable: true, example: '+4930123456' }),
			},
		}),
		delete: remove('DELETE /public-api/resources/contact-details/v2.0', {
			action: 'Delete contact details',
			says: 'Removes email address and phone number, so that users see no contact until they are set again.',
		}),
	},
});

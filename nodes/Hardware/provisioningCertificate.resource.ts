/** Provisioning certificates: what lets a vehicle charge without card or app (Plug & Charge). */
import {
	action,
	choice,
	create,
	dateTime,
	get,
	getMany,
	list,
	ref,
	remove,
	required,
	resource,
	text,
	update,
} from '../shared/catalogue';

const fields = {
	pcId: text('PCID', {
		about: 'Provisioning certificate ID of the vehicle, which its driver knows from the manufacturer',
	}),
	name: text('Name', { about: 'To tell the vehicle from others' }),
	vehicleType: choice('Vehicle Type', { company: 'Company Vehicle', private: 'Private Vehicle' }),
	userId: ref('user', 'User', { about: 'The driver who pays' }),
};

const idTags = list(
	'ID Tags',
	'ID Tag',
	{
		id: ref('idTag', 'ID Tag'),
		type: choice('Type', { emaid: 'EMAID', mac_address: 'MAC Address', rfid: 'RFID Card' }),
		name: text('ID Tag Name'),
		paymentMethod: text('Payment Method', { about: 'As Issue EMAID takes it' }),
		status: choice('Status', { active: 'Active', disabled: 'Disabled', suspended: 'Suspended' }),
		expireAt: dateTime('Expires At'),
	},
	{ about: 'Contracts the vehicle charges on. Issue EMAID adds one by itself.' },
);

const featureHints = {
	404: 'Check the ID. If it exists, Plug & Charge is switched off for this tenant.',
	406: 'The contract was turned down. Get the provisioning certificate to see the state of its ID tags.',
	501: 'This tenant cannot issue EMAIDs.',
};

export const provisioningCertificate = resource({
	value: 'provisioningCertificate',
	name: 'Provisioning Certificate',
	path: { provisioningCertificate: ref('provisioningCertificate', 'Provisioning Certificate') },
	record: {
		id: 'integer',
		pcId: 'text',
		name: 'text',
		vehicleType: 'text',
		userId: 'integer',
		idTags: [
			{
				id: 'integer',
				type: 'text',
				name: 'text',
				paymentMethod: 'text',
				status: 'text',
				expireAt: 'dateTime',
			},
		],
	},
	operations: {
		create: create('POST /public-api/resources/provisioning-certificates/v2.0', {
			says: 'Registers a vehicle for Plug & Charge and ties it to a driver. Issue an EMAID next, so that it can charge.',
			body: {
				pcId: required(fields.pcId),
				name: required(fields.name),
				vehicleType: required(fields.vehicleType),
				userId: required(fields.userId),
				idTags,
			},
		}),
		issueEmaid: action(
			'POST /public-api/actions/provisioning-certificate/v1.0/{provisioningCertificate}/issue-emaid',
			{
				name: 'Issue EMAID',
				action: 'Issue EMAID for provisioning certificate',
				says: "Gives a vehicle a contract ID, with which it charges on its driver's account. To replace one that exists use Reissue EMAID.",
				effect: 'write',
				body: {
					paymentMethod: text('Payment Method', {
						example: 'corporate:12',
						about:
							"ID of one of the driver's cards, or corporate: and the ID of who is billed. Left out, the one used last.",
					}),
				},
				hints: featureHints,
			},
		),
		reissueEmaid: action('POST /public-api/actions/id-tag/v1.0/{idTag}/reissue-emaid', {
			name: 'Reissue EMAID',
			action: 'Reissue EMAID of ID tag',
			says: 'Has the contract certificate of an EMAID made anew, for instance before it expires.',
			effect: 'write',
			path: { idTag: ref('emaid', 'ID Tag', { about: 'An ID tag of type EMAID' }) },
			hints: featureHints,
		}),
		get: get('GET /public-api/resources/provisioning-certificates/v2.0/{provisioningCertificate}', {
			says: 'Reads one vehicle with the contracts it charges on.',
		}),
		getAll: getMany('GET /public-api/resources/provisioning-certificates/v2.0', {
			says: 'Lists the vehicles registered for Plug & Charge.',
			paging: 'cursor',
		}),
		update: update('PATCH /public-api/resources/provisioning-certificates/v2.0/{provisioningCertificate}', {
			says: 'Changes the name, driver or contracts of a vehicle. ID tags replace those there were.',
			body: { ...fields, idTags },
		}),
		delete: remove('DELETE /public-api/resources/provisioning-certificates/v2.0/{provisioningCertificate}', {
			says: 'Removes a vehicle from Plug & Charge for good. It can then charge by card or app only.',
		}),
	},
});

/** Provisioning certificates: what lets a vehicle charge without card or app (Plug & Charge). */
import { action, create, f, get, getMany, remove, resource, update } from '../shared/catalogue';

const fields = {
	pcId: f.key('PCID', {
		about: 'Provisioning certificate ID of the vehicle, which its driver knows from the manufacturer',
	}),
	name: f.text('Name', { about: 'To tell the vehicle from others' }),
	vehicleType: f.choice('Vehicle Type', { company: 'Company Vehicle', private: 'Private Vehicle' }),
	userId: f.ref('user', 'User', { about: 'The driver who pays' }),
};

const idTags = f.list(
	'ID Tags',
	'ID Tag',
	{
		id: f.ref('idTag', 'ID Tag'),
		type: f.choice('Type', { emaid: 'EMAID', mac_address: 'MAC Address', rfid: 'RFID Card' }),
		name: f.text('ID Tag Name'),
		paymentMethod: f.text('Payment Method', { about: 'As Issue EMAID takes it' }),
		status: f.choice('Status', { active: 'Active', disabled: 'Disabled', suspended: 'Suspended' }),
		expireAt: f.dateTime('Expires At'),
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
	path: { provisioningCertificate: f.ref('provisioningCertificate', 'Provisioning Certificate') },
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
	simple: ['id', 'pcId', 'name', 'vehicleType', 'userId', 'idTags'],
	operations: {
		getAll: getMany('GET /public-api/resources/provisioning-certificates/v2.0', {
			says: 'Lists the vehicles registered for Plug & Charge.',
			paging: 'cursor',
		}),
		get: get('GET /public-api/resources/provisioning-certificates/v2.0/{provisioningCertificate}', {
			says: 'Reads one vehicle with the contracts it charges on.',
		}),
		create: create('POST /public-api/resources/provisioning-certificates/v2.0', {
			says: 'Registers a vehicle for Plug & Charge and ties it to a driver. Issue an EMAID next, so that it can charge.',
			body: {
				pcId: f.required(fields.pcId),
				name: f.required(fields.name),
				vehicleType: f.required(fields.vehicleType),
				userId: f.required(fields.userId),
				idTags,
			},
		}),
		issueEmaid: action('POST /public-api/actions/provisioning-certificate/v1.0/{provisioningCertificate}/issue-emaid', {
			outcome: 'accepted',
			name: 'Issue EMAID',
			action: 'Issue EMAID for provisioning certificate',
			says: "Gives a vehicle a contract ID, with which it charges on its driver's account. To replace one that exists use Reissue EMAID.",
			effect: 'write',
			body: {
				paymentMethod: f.text('Payment Method', {
					example: 'corporate:12',
					about:
						"ID of one of the driver's cards, or corporate: and the ID of who is billed. Left out, the one used last.",
				}),
			},
			hints: featureHints,
		}),
		reissueEmaid: action('POST /public-api/actions/id-tag/v1.0/{idTag}/reissue-emaid', {
			outcome: 'accepted',
			name: 'Reissue EMAID',
			action: 'Reissue EMAID of ID tag',
			says: 'Has the contract certificate of an EMAID made anew, for instance before it expires.',
			effect: 'write',
			path: { idTag: f.ref('emaid', 'ID Tag', { about: 'An ID tag of type EMAID' }) },
			hints: featureHints,
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

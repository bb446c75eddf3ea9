/** Installer jobs: work at charge points that an installation or maintenance company carries out. */
import {
	action,
	create,
	createOnce,
	f,
	get,
	getMany,
	remove,
	resource,
	sinceLastRun,
	update,
} from '../shared/catalogue';
import type { RecordShape } from '../shared/catalogue';

const jobStatus = { new: 'New', in_progress: 'In Progress', completed: 'Completed', failed: 'Failed' };

const fields = {
	description: f.text('Description', { format: 'long', about: 'What is to be done' }),
	installerAdminId: f.integer('Installer ID', {
		min: 1,
		about: 'ID of the admin who does the job. A PIN is then not used.',
	}),
	pin: f.secret('PIN', {
		about: '4 to 12 characters that open the job to an installer, where none is named by ID',
	}),
};

const record: RecordShape = {
	id: 'integer',
	status: 'text',
	installationAndMaintenanceCompanyId: 'integer',
	locationId: 'integer',
	installerAdminId: 'integer',
	pin: 'text',
	description: 'text',
	outcomeDetails: 'text',
	createdAt: 'dateTime',
	lastUpdatedAt: 'dateTime',
};

export const installerJob = resource({
	value: 'installerJob',
	name: 'Installer Job',
	path: { installerJob: f.ref('installerJob', 'Installer Job') },
	record,
	operations: {
		create: create('POST /public-api/resources/installer-jobs/v1.0', {
			says: 'Opens a job for an installation or maintenance company. Use Assign Charge Points next to say where.',
			body: {
				installationAndMaintenanceCompanyId: f.required(
					f.integer('Company ID', { min: 1, about: 'ID of the installation and maintenance company' }),
				),
				...fields,
				description: f.required(fields.description),
			},
		}),
		createOnce: createOnce('description', { after: 'createdAfter' }),
		getAll: getMany('GET /public-api/resources/installer-jobs/v1.0', {
			says: 'Lists jobs. Filter by status, company, installer, location or charge point.',
			paging: 'page',
			filters: {
				status: f.choice('Status', jobStatus),
				installationAndMaintenanceCompanyId: f.integer('Company ID', {
					min: 1,
					about: 'ID of the installation and maintenance company',
				}),
				installerAdminId: f.integer('Installer ID', { min: 1, about: 'ID of the admin who does the job' }),
				locationId: f.ref('location', 'Location'),
				chargePointId: f.ref('chargePoint', 'Charge Point'),
				createdAfter: f.dateTime('Created After'),
				createdBefore: f.dateTime('Created Before'),
				lastUpdatedAfter: f.dateTime('Last Updated After'),
				lastUpdatedBefore: f.dateTime('Last Updated Before'),
			},
		}),
		get: get('GET /public-api/resources/installer-jobs/v1.0/{installerJob}', {
			says: 'Reads one job. Its charge points come only when included.',
			query: {
				include: f.choices('Include', { chargePoints: 'Charge Points' }, { about: 'Data to add to the answer' }),
			},
			record: { ...record, chargePoints: [{ id: 'integer' }] },
		}),
		getChanged: sinceLastRun(),
		update: update('PATCH /public-api/resources/installer-jobs/v1.0/{installerJob}', {
			says: 'Changes what is to be done, or who may do it. To start or finish a job use Change Status.',
			body: fields,
		}),
		changeStatus: action('POST /public-api/actions/installer-job/v1.0/{installerJob}/change-status', {
			action: 'Change status of installer job',
			says: 'Moves a job to another status, for instance completed with a word about the outcome. For its other settings use Update.',
			effect: 'write',
			body: {
				status: f.required(f.choice('Status', jobStatus)),
				outcomeDetails: f.text('Outcome Details', {
					format: 'long',
					about: 'How it went; kept only with the status completed or failed',
				}),
			},
			hints: { 406: 'The job may have this status already. Get it to see.' },
		}),
		assignChargePoints: action('POST /public-api/actions/installer-job/v1.0/{installerJob}/assign-charge-points', {
			action: 'Assign charge points',
			says: 'Puts charge points on a job: chosen ones, or all of a charging zone or of a location.',
			effect: 'write',
			narrowedBy: ['chargePointIds', 'chargingZoneId'],
			applyTo: { all: 'Whole Location', some: 'Chosen Charge Points or a Charging Zone' },
			body: {
				chargePointIds: f.refs('chargePoint', 'Charge Points', {
					about: 'When set, charging zone and location do not count',
				}),
				chargingZoneId: f.ref('chargingZone', 'Charging Zone', {
					about:
						'Assigns all its charge points. To choose from the list, set its location too, which then does not count.',
				}),
				locationId: f.ref('location', 'Location', {
					about: 'Assigns all its charge points, where neither charge points nor a charging zone are set',
				}),
			},
			hints: { 406: 'Set charge points, a charging zone or a location.' },
		}),
		delete: remove('DELETE /public-api/resources/installer-jobs/v1.0/{installerJob}', {
			says: 'Removes a job for good. To keep it on record, close it with Change Status instead.',
		}),
	},
});

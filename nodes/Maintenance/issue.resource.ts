/** Issues: operational problems with a status, a priority and somebody who sees to them. */
import { create, createOnce, f, get, getMany, remove, resource, sinceLastRun, update } from '../shared/catalogue';

/** AMPECO has lists of words for these, which are not known here. */
const fields = {
	title: f.text('Title'),
	description: f.text('Description', { format: 'long' }),
	category: f.key('Category', { about: "A category by AMPECO's word for it, as existing issues show them" }),
	priority: f.key('Priority', { about: "A priority by AMPECO's word for it, as existing issues show them" }),
	severity: f.key('Severity', { about: "A severity by AMPECO's word for it, as existing issues show them" }),
	status: f.key('Status', { about: "A status by AMPECO's word for it, as existing issues show them" }),
	assigneeAdminId: f.ref('admin', 'Assignee', { about: 'The admin who sees to it' }),
	externalId: f.key('External ID', { about: 'Your own key, such as the number of a ticket' }),
};

const { title, description, category, priority, severity, ...others } = fields;

export const issue = resource({
	value: 'issue',
	name: 'Issue',
	path: { issue: f.ref('issue', 'Issue') },
	record: {
		id: 'integer',
		title: 'text',
		description: 'text',
		category: 'text',
		priority: 'text',
		severity: 'text',
		status: 'text',
		workflowState: 'text',
		assigneeAdminId: 'integer',
		externalId: 'text',
		keyResource: { resourceType: 'text', id: 'integer' },
		partnerId: 'integer',
		resolutionDetails: 'text',
		createdAt: 'dateTime',
		updatedAt: 'dateTime',
	},
	simple: [
		'id',
		'externalId',
		'title',
		'status',
		'workflowState',
		'category',
		'priority',
		'severity',
		{ keyResourceType: 'keyResource.resourceType', keyResourceId: 'keyResource.id' },
		'assigneeAdminId',
		'partnerId',
		'createdAt',
		'updatedAt',
	],
	operator: ['record', 'filter', 'create'],
	operations: {
		create: create('POST /public-api/resources/issues/v1.0', {
			says: 'Reports an operational problem, for instance from a ticket system. Get Many shows the words that categories and the like have.',
			since: '3.139',
			body: {
				title: f.required(title),
				description: f.required(description),
				category: f.required(category),
				priority: f.required(priority),
				severity: f.required(severity),
				keyResource: f.group(
					'Concerned Resource',
					{
						resourceType: f.required(
							f.text('Resource Type', { about: "By AMPECO's word for it, as existing issues show" }),
						),
						id: f.required(f.integer('Resource ID')),
					},
					{ about: 'What the problem is about' },
				),
				...others,
			},
		}),
		createOnce: createOnce('description', { after: 'createdAfter' }),
		getAll: getMany('GET /public-api/resources/issues/v1.0', {
			says: 'Lists operational problems by status, priority, assignee or what they are about.',
			since: '3.139',
			paging: 'cursor',
			filters: {
				status: fields.status,
				workflowState: f.text('Workflow State', { about: "By AMPECO's word for it, as existing issues show them" }),
				category,
				priority,
				severity,
				assigneeId: f.ref('admin', 'Assignee'),
				keyResourceType: f.text('Resource Type', { about: 'Kind of the resource that the problem is about' }),
				keyResourceId: f.integer('Resource ID', { about: 'ID of the resource that the problem is about' }),
				createdAfter: f.dateTime('Created After'),
				createdBefore: f.dateTime('Created Before'),
				updatedAfter: f.dateTime('Updated After'),
				updatedBefore: f.dateTime('Updated Before'),
			},
		}),
		get: get('GET /public-api/resources/issues/v1.0/{issue}', {
			says: 'Reads one problem, with how it was resolved.',
			since: '3.139',
			query: {
				include: f.texts('Include', { about: "More to add to the answer, by the names in AMPECO's reference" }),
			},
		}),
		getChanged: sinceLastRun('updatedAfter'),
		update: update('PATCH /public-api/resources/issues/v1.0/{issue}', {
			says: 'Moves a problem on: gives it another status or assignee, or tells how it was resolved. What is not set stays as it is.',
			since: '3.139',
			body: {
				...fields,
				resolutionDetails: f.text('Resolution Details', { format: 'long', about: 'How it was resolved' }),
			},
		}),
		delete: remove('DELETE /public-api/resources/issues/v1.0/{issue}', {
			says: 'Removes a problem from the records for good. To keep it, give it another status with Update.',
			since: '3.139',
		}),
	},
});

/**
 * A stand-in for Jira Software Cloud, as far as n8n's Jira node talks to it: issues of one project with labels, comments in
 * Atlassian's document format, a workflow of three statuses, and a search by JQL that may be late, as the real one is.
 */
import Fastify from 'fastify';
import type { FastifyReply } from 'fastify';
import type { Json } from '../../../tools/n8n/session.mts';
import type { Desk } from './desk.mts';
import { basic, loginNeeded, open, openingAsUsual } from './desk.mts';

const LOGIN = { email: 'n8n@example.com', apiToken: 'jira-secret' };
const PROJECT = '10000';
const TASK = '10001';
const SUBTASK = '10002';
const FIELDS = ['summary', 'project', 'issuetype', 'labels', 'description', 'priority', 'assignee', 'reporter'];

const STATUSES: Record<string, Json> = {
	'To Do': { id: '1', name: 'To Do', statusCategory: { id: 2, key: 'new', name: 'To Do' } },
	'In Progress': { id: '3', name: 'In Progress', statusCategory: { id: 4, key: 'indeterminate', name: 'In Progress' } },
	Done: { id: '4', name: 'Done', statusCategory: { id: 3, key: 'done', name: 'Done' } },
};
/** From each status: ID and name of a transition, and where it leads. */
const WORKFLOW: Record<string, Array<[id: string, name: string, to: string]>> = {
	'To Do': [
		['21', 'Start', 'In Progress'],
		['31', 'Close', 'Done'],
	],
	'In Progress': [
		['11', 'Stop', 'To Do'],
		['31', 'Close', 'Done'],
	],
	Done: [['41', 'Reopen', 'To Do']],
};

interface Issue {
	id: string;
	key: string;
	fields: Json;
	status: string;
	comments: string[];
}

export interface JiraDesk extends Desk {
	url: string;
	/** Which issues the search knows; all unless told. */
	isIndexed(issue: { key: string }): boolean;
	/** Waited for before an issue changes its status. */
	beforeTransition(): Promise<void>;
	/** Whether issues in To Do can be closed; they can unless told. */
	closesToDo: boolean;
}

export async function startJira(): Promise<JiraDesk> {
	let issues: Issue[] = [];
	const server = Fastify();
	server.addHook(
		'onRequest',
		loginNeeded(basic(LOGIN.email, LOGIN.apiToken), { errorMessages: ['Log in first.'], errors: {} }),
	);

	const refuse = (reply: FastifyReply, errors: Json, errorMessages: string[] = []) =>
		reply.code(400).send({ errorMessages, errors });
	const find = (request: { params: unknown }) => {
		const { issue } = request.params as { issue: string };
		return issues.find(({ id, key }) => id === issue || key === issue);
	};
	const gone = (reply: FastifyReply) =>
		reply.code(404).send({ errorMessages: ['There is no such issue, or you may not see it.'], errors: {} });

	const waysFrom = (status: string) =>
		WORKFLOW[status].filter(([, , to]) => desk.closesToDo || status !== 'To Do' || to !== 'Done');

	server.get('/rest/api/2/myself', () => ({ emailAddress: LOGIN.email }));
	server.get('/rest/api/2/issuetype', () => [
		{ id: TASK, name: 'Task', subtask: false },
		{ id: SUBTASK, name: 'Sub-task', subtask: true },
	]);
	server.post('/rest/api/2/issue', async (request, reply) => {
		const { fields } = request.body as { fields: Json };
		const errors = errorsOf(fields);
		if (Object.keys(errors).length > 0) return refuse(reply, errors);
		return await open(desk, reply, {
			refuse: () => refuse(reply, { customfield_10050: 'Site is required.' }),
			make: () => {
				const number = issues.length + 1;
				const issue = { id: String(10_100 + number), key: `EV-${number}`, fields, status: 'To Do', comments: [] };
				issues.push(issue);
				return { id: issue.id, key: issue.key, self: `${desk.url}/rest/api/2/issue/${issue.id}` };
			},
		});
	});
	server.get('/rest/api/2/issue/:issue', (request, reply) => {
		const issue = find(request);
		const { fields = '' } = request.query as { fields?: string };
		return issue ? reply.send(shown(issue, fields.split(','))) : gone(reply);
	});
	server.put('/rest/api/2/issue/:issue', (request, reply) => {
		const issue = find(request);
		if (!issue) return gone(reply);
		Object.assign(issue.fields, (request.body as { fields?: Json } | null)?.fields);
		return reply.code(204).send();
	});
	server.get('/rest/api/2/issue/:issue/transitions', (request, reply) => {
		const issue = find(request);
		if (!issue) return gone(reply);
		const transitions = waysFrom(issue.status).map(([id, name, to]) => ({ id, name, to: STATUSES[to] }));
		return reply.send({ expand: 'transitions', transitions });
	});
	server.post('/rest/api/2/issue/:issue/transitions', async (request, reply) => {
		await desk.beforeTransition();
		const issue = find(request);
		if (!issue) return gone(reply);
		const { transition } = request.body as { transition: { id: string } };
		const way = waysFrom(issue.status).find(([id]) => id === transition.id);
		if (!way) return refuse(reply, {}, [`Transition ${transition.id} is not open from ${issue.status}.`]);
		issue.status = way[2];
		return reply.code(204).send();
	});
	server.post('/rest/api/3/issue/:issue/comment', (request, reply) => {
		const issue = find(request);
		if (!issue) return gone(reply);
		const text = textOf((request.body as { body: Json }).body);
		if (!text) return refuse(reply, { comment: 'This is no document with text.' });
		issue.comments.push(text);
		return reply.code(201).send({ id: String(issue.comments.length) });
	});
	server.post('/rest/api/2/search/jql', (request, reply) => {
		const { jql, fields = ['id'], maxResults = 50 } = request.body as Json;
		const matches = readJql(jql);
		if (typeof matches === 'string') return refuse(reply, {}, [matches]);
		const found = issues.filter((issue) => desk.isIndexed(issue) && matches(issue)).slice(0, maxResults);
		return reply.send({ issues: found.map((issue) => shown(issue, fields)), isLast: true });
	});

	const url = await server.listen({ host: '127.0.0.1', port: 0 });
	const desk: JiraDesk = {
		url,
		isIndexed: () => true,
		beforeTransition: async () => {},
		closesToDo: true,
		opening: openingAsUsual(),
		credentials: { jiraSoftwareCloudApi: { ...LOGIN, domain: url } },
		tickets: () =>
			issues.map(({ key, fields, status, comments }) => ({
				name: key,
				reference: fields.labels[0],
				title: fields.summary,
				text: fields.description,
				comments,
				isOpen: status !== 'Done',
			})),
		closeByHand: (name) => void (issues.find(({ key }) => key === name)!.status = 'Done'),
		clear: () => (issues = []),
		stop: async () => await server.close(),
	};
	return desk;
}

/** What is wrong with the fields of a new issue, by field. */
function errorsOf(fields: Json): Record<string, string> {
	const { summary, project, issuetype, labels = [] } = fields;
	const unknown = Object.keys(fields).filter((field) => !FIELDS.includes(field));
	return {
		...Object.fromEntries(unknown.map((field) => [field, `${field} is not on the screen.`])),
		...(project?.id !== PROJECT && { project: 'There is no such project.' }),
		...(issuetype?.id !== TASK && { issuetype: 'There is no such issue type, or it needs a parent.' }),
		...(!summary && { summary: 'A summary is needed.' }),
		...(summary?.length > 255 && { summary: 'A summary has at most 255 characters.' }),
		...(/[\r\n]/.test(summary) && { summary: 'A summary is one line.' }),
		...(labels.some((label: string) => /\s/.test(label)) && { labels: 'A label has no spaces.' }),
	};
}

/** The text of a document of paragraphs; nothing where it is none, or has an empty text, which Jira refuses. */
function textOf(document: Json): string | undefined {
	if (document?.type !== 'doc' || document.version !== 1) return undefined;
	const texts = document.content.flatMap(({ content }: Json) => content.map(({ text }: Json) => text));
	return texts.every(Boolean) ? texts.join('') : undefined;
}

/** The test that a query puts to an issue, or what is wrong with the query. It must have a condition and the order by key. */
function readJql(jql: string): string | ((issue: Issue) => boolean) {
	const [, conditions] = /^(.+) ORDER BY key ASC$/.exec(jql) ?? [];
	if (!conditions) return 'The query is not bounded, or not ordered by key.';
	const tests = conditions.split(' AND ').map((condition): ((issue: Issue) => boolean) | undefined => {
		const [, label] = /^labels = "([^"]+)"$/.exec(condition) ?? [];
		if (label) return ({ fields }) => fields.labels?.includes(label);
		if (condition === 'statusCategory != Done') return ({ status }) => STATUSES[status].statusCategory.key !== 'done';
		return undefined;
	});
	if (tests.includes(undefined)) return `The query has what is not known here: ${jql}`;
	return (issue) => tests.every((matches) => matches!(issue));
}

function shown({ id, key, fields, status }: Issue, wanted: string[]): Json {
	const all: Json = { ...fields, status: STATUSES[status] };
	return { id, key, fields: Object.fromEntries(wanted.map((field) => [field, all[field]])) };
}

/** Carries out "Create Once": a row that has a record comes out with it, for any other one is created. campaign.ts says how. */
import type { INodeExecutionData } from 'n8n-workflow';
import { ONCE, nounOf, pluralNoun, wireNames } from '../../catalogue';
import type { OnceByMark, RowOutcome } from '../../catalogue';
import { Campaign, TIME_TO_LAND } from '../campaign/campaign';
import type { CampaignRow } from '../campaign/campaignRows';
import { stampOf, stampsIn, withStamp } from '../campaign/stamps';
import { FieldProblem } from '../errors/errors';
import { shapeOf, withProperties } from '../output/outputs';
import { keyText } from '../prepare/keys';
import { identityOf } from '../records/identity';
import { rehearsalOf, rehearsed } from '../rehearsal/rehearsal';
import { connectionOf } from '../run/work';
import type { Work } from '../run/work';
import type { Connection } from '../send/connection';
import { exclusively } from '../send/keyedMutex';
import type { Request } from '../send/request';
import { DAY_MS } from '../values/moments';
import { getIn, setIn } from '../values/objects';
import { withoutWords } from '../values/unset';
import { wireValue } from '../values/values';
import type { Kind } from './kind';

/** The row that an item is, with its stamp before the note. Throws FieldProblem. */
export function onceByMark(work: Work, operation: OnceByMark): Kind {
	const row = rowOf(work);
	return {
		settings: new Map([
			[ONCE.campaign.label, { value: row.campaign }],
			[ONCE.rowKey.label, { value: row.key, isKey: true }],
			[ONCE.campaignBegan.label, { value: row.began }],
		]),
		complete: (body) => addStamp(operation, body, row),
		run: async (request) => await runOnceByMark(work, operation, row, request),
	};
}

function rowOf({ context, read }: Work): CampaignRow {
	const timeZone = context.getTimezone();
	const valueOf = (name: keyof typeof ONCE): unknown => {
		const value = wireValue(ONCE[name], withoutWords(read(name)), timeZone);
		return typeof value === 'string' ? keyText(value, ONCE[name].label) : value;
	};
	// The same letters may be written in two ways, as a Mac and Excel do.
	const [campaign, key] = [valueOf('campaign'), valueOf('rowKey')].map((text) => String(text).normalize('NFC'));
	const began = valueOf('campaignBegan') as string | undefined;
	// So far ahead of UTC a day may have begun.
	if (began !== undefined && Date.parse(began) > Date.now() + DAY_MS) {
		throw new FieldProblem(
			`${ONCE.campaignBegan.label} is ${began}, which is yet to come. Give the day it was first run.`,
		);
	}
	return { campaign, key, stamp: stampOf(campaign, key), began };
}

function addStamp({ body: table, note }: OnceByMark, body: Record<string, unknown>, { stamp }: CampaignRow): void {
	const field = table[note];
	const names = wireNames(note, field);
	const text = wireValue(field, getIn(body, names), '') ?? '';
	if (typeof text !== 'string' || stampsIn(text).length > 0) {
		throw new FieldProblem(`${field.label} has the mark of a row already. Leave it out, or give a text of your own.`);
	}
	setIn(body, names, withStamp(text, stamp));
}

async function runOnceByMark(
	work: Work,
	operation: OnceByMark,
	row: CampaignRow,
	request: Request,
): Promise<INodeExecutionData[]> {
	const shape = shapeOf(work, operation, request);
	const connection = givenUpInTime(await connectionOf(work));
	const campaign = await campaignOf(work, operation, connection, row);
	const leave = work.leave ?? (() => undefined);
	const outputs = (outcome: RowOutcome) => {
		const [record, ...doubles] = campaign.records.of(row.stamp);
		const json = { outcome, ...(doubles.length > 0 ? { doubles: doubles.map(identityOf) } : {}) };
		const output = withProperties(shape(record), json);
		campaign.rows.keep(row, output, outcome);
		return [output];
	};
	if (work.rehearses) return [rehearse(work, connection, campaign, row, request)];
	// A row whose key came before may wait long for its turn, which must not keep others from theirs.
	if (!campaign.rows.enter(row, request.body)) leave();
	return await exclusively(JSON.stringify([connection.tenant.baseUrl, operation.route, row.stamp]), async () => {
		if (campaign.records.of(row.stamp).length === 0) await campaign.landed();
		if (campaign.records.of(row.stamp).length > 0) return outputs('existing');
		await campaign.creates.create(connection, request, row, leave);
		return outputs('created');
	});
}

/** Of rows with the same key the first would be created. */
function rehearse(
	work: Work,
	connection: Connection,
	campaign: Campaign,
	row: CampaignRow,
	request: Request,
): INodeExecutionData {
	const isFirst = campaign.rows.enter(row, request.body);
	const [record] = campaign.records.of(row.stamp);
	if (record || !isFirst)
		return rehearsalOf(work.itemIndex, { would: 'existing', ...(record ? identityOf(record) : {}) });
	return rehearsed(work, connection, request, { would: 'create' });
}

/** The campaign that all items of the run share. Two at once could wait for each other's turn without end. */
async function campaignOf(
	{ resource, shared, rehearses = false }: Work,
	operation: OnceByMark,
	connection: Connection,
	row: CampaignRow,
): Promise<Campaign> {
	const { baseUrl } = connection.tenant;
	const [noun, plural] = [nounOf(resource), pluralNoun(resource)];
	const isOf = [baseUrl, row.campaign, row.began, rehearses];
	const { begun, first } = shared.of('campaign', () => ({
		first: isOf,
		begun: Campaign.begin({ connection, operation, noun, plural, row, shared, rehearses }),
	}));
	if (first.some((part, index) => part !== isOf[index])) {
		throw new FieldProblem(
			'Campaign, Campaign Began and the tenant must be the same for all items of a run. Split the items by them, and run one part after the other.',
		);
	}
	return await begun;
}

/** What takes longer is looked for in the list, so there is nothing to wait for. */
function givenUpInTime(connection: Connection): Connection {
	const timeout = Math.min(Number(connection.transport.timeout), TIME_TO_LAND);
	return { ...connection, transport: { ...connection.transport, timeout } };
}

/** Carries out "Create Once": a row that has a record comes out with it, for any other one is created. campaign.ts says how. */
import type { INodeExecutionData } from 'n8n-workflow';
import { nounOf, pluralNoun } from '../../catalogue';
import type { OnceByMark, RowOutcome } from '../../catalogue';
import { Campaign, TIME_TO_LAND } from '../campaign';
import type { Connection } from '../connection';
import { FieldProblem } from '../errors';
import { exclusively } from '../keyedMutex';
import { identityOf, shapeOf, withProperties } from '../outputs';
import { rehearsalOf, rehearsed } from '../rehearsal';
import type { Request, Row } from '../request';
import { connectionOf } from '../work';
import type { Work } from '../work';

/** @throws Failure, of whatever kind */
export async function runOnceByMark(
	work: Work,
	operation: OnceByMark,
	request: Request,
): Promise<INodeExecutionData[]> {
	const row = request.row!;
	const shape = shapeOf(work, operation, request);
	const connection = givenUpInTime(await connectionOf(work));
	const campaign = await campaignOf(work, operation, connection, row);
	const leave = work.leave ?? (() => undefined);
	const outputs = (outcome: RowOutcome) => {
		const [record, ...doubles] = campaign.recordsOf(row.mark);
		const json = { outcome, ...(doubles.length > 0 ? { doubles: doubles.map(identityOf) } : {}) };
		const output = withProperties(shape(record), json);
		campaign.keep(row, output, outcome);
		return [output];
	};
	if (work.rehearses) return [rehearse(work, connection, campaign, request)];
	// A row whose key came before may wait long for its turn, which must not keep others from theirs.
	if (!campaign.enter(row, request.body)) leave();
	return await exclusively(JSON.stringify([connection.tenant.baseUrl, operation.route, row.mark]), async () => {
		if (campaign.recordsOf(row.mark).length === 0) await campaign.landed();
		if (campaign.recordsOf(row.mark).length > 0) return outputs('existing');
		await campaign.create(connection, request, row, leave);
		return outputs('created');
	});
}

/** Of rows with the same key the first would be created. */
function rehearse(work: Work, connection: Connection, campaign: Campaign, request: Request): INodeExecutionData {
	const isFirst = campaign.enter(request.row!, request.body);
	const [record] = campaign.recordsOf(request.row!.mark);
	if (record || !isFirst)
		return rehearsalOf(work.itemIndex, { would: 'existing', ...(record ? identityOf(record) : {}) });
	return rehearsed(work, connection, request, { would: 'create' });
}

/** The campaign that all items of the run share. Two at once could wait for each other's turn without end. */
async function campaignOf(
	{ resource, shared, rehearses = false }: Work,
	operation: OnceByMark,
	connection: Connection,
	row: Row,
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

/**
 * What the simple form of each resource holds: all that its list filters by and all that is watched, flat, under names that
 * mean one thing. Makes docs/answers.md; `UPDATE_DOCS=1 npm test -- catalogue/simple` writes it anew.
 */
import type { RecordShape, RecordType, Resource } from '../../nodes/shared/catalogue';
import type { SimpleProperty } from '../../nodes/shared/catalogue/simple';
import { dist, loadNodes, registeredFolders, shared, watchesOf } from '../../tools/catalogue/built.mts';
import { answersPage, pageAsItIs } from './answers.mts';

const { outputSchema, simple } = shared(dist);
const nodes = loadNodes(dist, registeredFolders());
const resources = nodes.flatMap((node) => node.resources).filter(({ record }) => record !== undefined);
const lists = resources.filter(({ operations: { getAll } }) => getAll && getAll.record === undefined);

/** Filters that look at a property which the simple form has under another name, or leaves out. */
const OTHERWISE: Record<string, string> = {
	'session.endedAfter': 'stoppedAt',
	'session.endedBefore': 'stoppedAt',
	'session.roamingOperators': 'roamingOperatorId',
	'session.taxId': 'taxId',
	'cdr.startDateTimeFrom': 'startTime',
	'cdr.startDateTimeTo': 'startTime',
	'cdr.endDateTimeFrom': 'endTime',
	'cdr.endDateTimeTo': 'endTime',
	// An operator elsewhere is the one that runs the tenant.
	'cdr.operatorId': 'roamingOperatorId',
	'roamingTariff.operatorId': 'roamingOperatorId',
	'location.roaming': 'isRoaming',
	'chargePoint.roamingOperatorIds': 'roamingOperatorId',
	// The number of an EVSE at its charge point in OCPP, not the ID of one in AMPECO.
	'chargePointConfiguration.evseId': 'ocppEvseId',
	'chargePointConfiguration.connectorId': 'ocppConnectorId',
	'firmwareVersion.vendorId': 'chargePointVendorId',
	'firmwareVersion.modelId': 'modelIds',
	'parkingSpace.evseId': 'evseIds',
	'voucher.userId': 'redeemedByUserId',
	'voucherV20.userId': 'redeemedByUserId',
	'transaction.purchaseType': 'purchaseResourceType',
	'transaction.invoiceNumber': 'invoiceNo',
	'transaction.refContains': 'ref',
	'invoice.issuedFrom': 'date',
	'invoice.issuedTo': 'date',
	'partnerInvite.inviteEmail': 'email',
	'partnerInviteAccessPolicy.partnerId': 'partnerAccessPartnerIds',
	'partnerContract.titleContains': 'title',
	'settlementReport.periodAfter': 'periodStartsOn',
	'settlementReport.periodBefore': 'periodEndsOn',
	'issue.assigneeId': 'assigneeAdminId',
	'subscription.billedExternally': 'shouldUseExternalBilling',
	'rfidTagV10.expireAt': 'expireDate',
};

/** Filters whose property has no place there, and why. */
const LEFT_OUT: Record<string, string> = {
	'chargePoint.sharingCode': 'whoever knows it may charge',
	'chargePointV10.evseId': 'a charge point has several',
	'evseV20.connectorId': 'an EVSE has several',
};

/** Lists of objects that the record is all about. */
const LISTS = ['provisioningCertificate.idTags', 'flexibilityActivationRequest.periods', 'chargePointTemplate.evses'];

/** The plain properties of a record, at the top and in the objects there, with their ways. */
function waysIn(shape: RecordShape, before: string[] = []): string[][] {
	return Object.entries(shape).flatMap(([name, type]) =>
		typeof type === 'object' && !Array.isArray(type) && before.length < 1 ? waysIn(type, [name]) : [[...before, name]],
	);
}

/** What a property of that name may be asked for by, in one spelling. */
function spelled(name: string): string {
	const known: Record<string, string> = {
		currencycode: 'currency',
		totalamount: 'amount',
		chargingsessionid: 'sessionid',
	};
	const plain = name.toLowerCase().replace(/[^a-z]/g, '');
	return (known[plain] ?? plain).replace(/(ids|id|s)$/, '');
}

function namesOf(filter: string): string[] {
	const stem = filter.replace(/(After|Before|Since|From|To|Until)$/, '');
	return [filter, ...(stem === filter ? [] : [stem, `${stem}At`, `${stem}On`])].map(spelled);
}

function formNames(resource: Resource): string[] {
	return simple.simpleForm(resource).map(({ name }) => name);
}

test('what a list can be filtered by is in the simple form, where the record has it', () => {
	const missing = lists.flatMap((resource) => {
		const own = formNames(resource);
		return Object.keys(resource.operations.getAll.filters ?? {}).flatMap((filter) => {
			const where = `${resource.value}.${filter}`;
			if (where in OTHERWISE) return own.includes(OTHERWISE[where]) ? [] : [`${where}: no ${OTHERWISE[where]}`];
			const names = namesOf(filter);
			const inRecord = waysIn(resource.record!).some((way) => names.includes(spelled(way.join(''))));
			const inForm = own.some((name) => names.includes(spelled(name)));
			return inRecord && !inForm && !(where in LEFT_OUT) ? [where] : [];
		});
	});
	expect(missing).toEqual([]);
	const filters = lists.flatMap(({ value, operations }) =>
		Object.keys(operations.getAll.filters ?? {}).map((filter) => `${value}.${filter}`),
	);
	expect([...Object.keys(OTHERWISE), ...Object.keys(LEFT_OUT)].filter((one) => !filters.includes(one))).toEqual([]);
});

test('what the polling trigger watches is in the simple form', () => {
	const missing = Object.entries(watchesOf()).flatMap(([event, { resource, changes }]) => {
		const own = formNames(resource);
		const watched = [changes.at, ...(changes.since ? [changes.since] : []), ...(changes.version ?? [])];
		return watched.filter((name) => !own.includes(name)).map((name) => `${event}: ${name}`);
	});
	expect(missing).toEqual([]);
});

test('it has an ID and every status, no secret, and is some 15 properties long', () => {
	const wrong = resources.flatMap((resource) => {
		const form = simple.simpleForm(resource);
		const names = form.map(({ name }) => name);
		const statuses = Object.entries(resource.record!).filter(
			([name, type]) => type === 'text' && /^(s|.*S)tatus$/.test(name),
		);
		return [
			...('id' in resource.record! && !names.includes('id') ? ['no id'] : []),
			...statuses.filter(([name]) => !names.includes(name)).map(([name]) => `no ${name}`),
			...form
				.filter(({ from }) =>
					/(password|secret|token|apikey|\bpin|sharingCode)( |$)/i.test(from.map((way) => way.at(-1)).join(' ')),
				)
				.map(({ name }) => `${name} is secret`),
			...(names.length > 30 || names.length === 0 ? [`${names.length} properties`] : []),
		].map((what) => `${resource.value}: ${what}`);
	});
	expect(wrong).toEqual([]);
	const lengths = resources.map((resource) => simple.simpleForm(resource).length).sort((one, other) => one - other);
	expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(12);
	expect(lengths.filter((length) => length > 20).length).toBeLessThanOrEqual(4);
});

test('it is flat: values, several plain values, and the lists that a record is all about', () => {
	const nested = resources.flatMap((resource) =>
		simple
			.simpleForm(resource)
			.filter(({ type }) => typeof type === 'object' && !(Array.isArray(type) && typeof type[0] === 'string'))
			.map(({ name }) => `${resource.value}.${name}`),
	);
	expect(nested.sort()).toEqual([...LISTS].sort());
});

test('one name has one type and one unit in all resources', () => {
	const kinds = new Map<string, Map<string, string[]>>();
	for (const resource of resources) {
		for (const property of simple.simpleForm(resource)) {
			const known = kinds.get(property.name) ?? new Map<string, string[]>();
			for (const kind of kindsOf(property)) known.set(kind, [...(known.get(kind) ?? []), resource.value]);
			kinds.set(property.name, known);
		}
	}
	const clashing = [...kinds].filter(([, known]) => known.size > 1);
	expect(clashing.map(([name, known]) => `${name}: ${JSON.stringify([...known])}`)).toEqual([]);
	expect(kinds.get('energy')).toBeDefined();
});

/** Of a time as text AMPECO does not always say whether it has a day only, so such text goes with both. */
function kindsOf({ name, type, as }: SimpleProperty): string[] {
	const json = (one: RecordType): string =>
		Array.isArray(one)
			? `[${json(one[0])}]`
			: one === 'integer' || one === 'number'
				? 'number'
				: typeof one === 'string'
					? one
					: 'object';
	if (/^energy(Kwh)?$/.test(name) && as) return ['number'];
	const kind = json(type);
	return kind === 'any' || (kind === 'text' && /(On|At|From|To)$/.test(name)) ? [] : [kind];
}

test('energy is in Wh, with kWh beside it; where AMPECO does not say the unit it has another name', () => {
	for (const resource of resources) {
		const names = formNames(resource);
		expect([resource.value, names.includes('energyKwh')]).toEqual([
			resource.value,
			names.includes('energy') || names.includes('energyWh'),
		]);
	}
	const [session] = resources.filter(({ value }) => value === 'session');
	expect(simple.simpleForm(session).find(({ name }) => name === 'energy')).toMatchObject({ from: [['energy']] });
});

test('a way that a resource file names and that does not exist is told', () => {
	const wrong = { record: { id: 'integer' as const }, simple: ['id', 'partner.id'], operations: {} };
	expect(() => simple.simpleForm(wrong)).toThrow('simple: there is no "partner.id" in the record');
});

/** The properties that n8n's editor shows of an operation before it ran. */
function previewOf(resource: Resource): Map<string, string[]> {
	const schemas = outputSchema.outputSchemasOf({ resources: [resource] });
	return new Map(
		schemas.map(({ path, schema }) => [path.replace(/^.*\/|\.json$/g, ''), Object.keys(schema.properties as object)]),
	);
}

test('the preview of what reads a record is its simple form', () => {
	for (const resource of resources) {
		const preview = previewOf(resource);
		for (const [key, operation] of Object.entries(resource.operations)) {
			if (!operation.route.startsWith('GET ') || operation.record) continue;
			const added = Object.keys(operation.adds ?? {});
			expect([resource.value, key, preview.get(key)]).toEqual([
				resource.value,
				key,
				[...formNames(resource), ...added],
			]);
		}
	}
});

test('every action says what it acted on and whether it is done, and every delete what is gone', () => {
	const actions: string[] = [];
	for (const resource of nodes.flatMap((node) => node.resources)) {
		const preview = previewOf(resource);
		for (const [key, operation] of Object.entries(resource.operations)) {
			const { outcome, record = {}, route } = operation;
			const isDelete = route.startsWith('DELETE ');
			if (!outcome && !isDelete) {
				expect([resource.value, key, 'success' in record]).toEqual([resource.value, key, false]);
				continue;
			}
			const names = preview.get(key)!;
			const segments = [...route.matchAll(/\{/g)].length;
			expect([resource.value, key, names.length >= segments + 1]).toEqual([resource.value, key, true]);
			expect(names).not.toContain('success');
			expect(names).toContain(isDelete ? 'deleted' : outcome);
			if (isDelete && route.endsWith('}') && resource.value !== 'electricityPrice') expect(names).toContain('id');
			if (!isDelete) actions.push(`${resource.value}.${key}: ${outcome}`);
		}
	}
	expect(actions.length).toBeGreaterThan(80);
	expect(actions).toEqual(
		expect.arrayContaining([
			'chargePointCharging.start: accepted',
			'chargePointControl.reset: accepted',
			'chargePoint.changeOwner: done',
			'evse.start: accepted',
			'reservation.cancel: accepted',
			'user.addBalance: done',
			'session.assignUser: done',
		]),
	);
});

test('docs/answers.md is the page these tests make', () => {
	const page = answersPage(nodes, simple.simpleForm);
	expect(pageAsItIs(page)).toBe(page);
});

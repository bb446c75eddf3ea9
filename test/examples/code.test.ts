/**
 * The Code nodes of the examples with records as a tenant may have them: the code as it stands in `examples/`, with what n8n gives
 * such a node. The examples as a whole run in test/e2e.
 */
import { DateTime, Settings } from 'luxon';
import type { IDataObject } from 'n8n-workflow';
import { runCode } from './code-node.mts';

Settings.defaultZone = 'Europe/Amsterdam';

const zone = { zone: 'Europe/Amsterdam' };

describe('the monthly session export', () => {
	const month = {
		month: '2026-12',
		from: DateTime.fromISO('2026-12-01', zone).toISO()!,
		to: DateTime.fromISO('2027-01-01', zone).toISO()!,
		timeZone: 'Europe/Amsterdam',
		dayBegins: '07:00',
		nightBegins: '22:00',
	};
	/** Of 12 kWh, by day. */
	const session = (values: IDataObject): IDataObject => ({
		id: '1',
		status: 'finished',
		chargePointId: 1,
		startedAt: '2026-12-05T10:00:00Z',
		stoppedAt: '2026-12-05T11:00:00Z',
		energy: 12_000,
		totalAmount: { withTax: 4 },
		currency: 'EUR',
		...values,
	});
	const rowsOf = (...sessions: IDataObject[]) => {
		const [{ rows }] = runCode('monthly-session-export', 'Split Energy', {
			Month: [month],
			'Get Ended Sessions': sessions,
		});
		return rows as IDataObject[];
	};
	const shown = ({ 'Day (kWh)': day, 'Night (kWh)': night, 'Total (kWh)': total, Split }: IDataObject) => [
		day,
		night,
		total,
		Split,
	];
	const quarter = (start: string, total: number | null) => ({
		start,
		energyConsumption: total === null ? null : { total },
	});

	test.each([
		['KWD', [1.005, 0.333, 2.001], 3.339],
		['BHD', [0.001, 0.001, 0.001], 0.003],
		['JPY', [500, 333, 1], 834],
		['EUR', [0.1, 0.2, 19.99], 20.29],
	])('adds up amounts in %s to the last decimal', (currency, amounts, total) => {
		const rows = rowsOf(
			...amounts.map((withTax, id) => session({ id: String(id), currency, totalAmount: { withTax } })),
		);
		expect(rows.map(({ Amount }) => Amount)).toEqual([...amounts, total]);
		expect(rows.at(-1)!.Currency).toBe(currency);
	});

	test('a quarter hour below nothing is no meter value, so the split is estimated', () => {
		const [row] = rowsOf(
			session({
				startedAt: '2026-12-05T20:00:00Z',
				stoppedAt: '2026-12-05T22:00:00Z',
				clockAlignedEnergyConsumption: [
					quarter('2026-12-05T20:45:00Z', 13_000),
					quarter('2026-12-05T21:00:00Z', -1000),
				],
			}),
		);
		expect(shown(row)).toEqual([6, 6, 12, 'estimated by time']);
	});

	test('a quarter hour without energy, and a session without, stop nothing', () => {
		const metered = session({
			clockAlignedEnergyConsumption: [
				quarter('2026-12-05T10:00:00Z', null),
				quarter('2026-12-05T10:15:00Z', 7_000),
				quarter('2026-12-05T21:15:00Z', 5_000),
			],
		});
		const nothing = session({ id: '2', energy: null, energyConsumption: null, clockAlignedEnergyConsumption: null });
		const [row, other] = rowsOf(metered, nothing);
		expect(shown(row)).toEqual([7, 5, 12, 'metered']);
		expect(shown(other)).toEqual([0, 0, 0, '']);
	});

	test.each(['1970-01-01T00:00:00Z', '1970-01-01T03:14:07Z', null])(
		'a session that began at %s, which is not known, counts where it ended',
		(startedAt) => {
			const [row, metered] = rowsOf(
				session({ startedAt, stoppedAt: '2026-12-05T22:30:00Z' }),
				session({
					id: '2',
					startedAt,
					clockAlignedEnergyConsumption: [
						quarter('2026-12-05T10:00:00Z', 7_000),
						quarter('2026-12-05T21:15:00Z', 5_000),
					],
				}),
			);
			expect(shown(row)).toEqual([0, 12, 12, 'start unknown']);
			expect(row.Started).toBe('');
			expect(shown(metered)).toEqual([7, 5, 12, 'metered']);
		},
	);

	test('quarter hours of 1970 are no meter values', () => {
		const [row] = rowsOf(session({ clockAlignedEnergyConsumption: [quarter('1970-01-01T00:00:00Z', 12_000)] }));
		expect(shown(row)).toEqual([12, 0, 12, '']);
	});
});

describe('the uptime report', () => {
	const month = {
		month: '2026-12',
		from: DateTime.fromISO('2026-12-01', zone).toISO()!,
		to: DateTime.fromISO('2027-01-01', zone).toISO()!,
		now: '2027-01-02T06:00:00Z',
		target: 97,
	};
	const downtimeOf = (
		network: Array<[string, string]>,
		hardware: Array<[string, string]>,
		present = ['available', 'available'],
	) => {
		const entries = (log: Array<[string, string]>) => log.map(([timestamp, status]) => ({ timestamp, status, of: 0 }));
		const [row] = runCode('uptime-report', 'Uptime', {
			Month: [month],
			'In Operation': [{ id: 7, name: 'One', networkStatus: present[0], createdAt: '2026-01-01T00:00:00Z' }],
			'Get EVSEs': [{ id: 70, chargePointId: 7, hardwareStatus: present[1] }],
			'Get Network Logs': entries(network),
			'Get Hardware Logs': entries(hardware),
		});
		return row['Downtime (EVSE min)'];
	};

	// Down from ten to eleven; in the second in which it ends there is more than one entry.
	const oldestFirst: Array<[string, string]> = [
		['2026-11-20T00:00:00Z', 'available'],
		['2026-12-10T10:00:00Z', 'unavailable'],
		['2026-12-10T11:00:00Z', 'unavailable'],
		['2026-12-10T11:00:00Z', 'faulted'],
		['2026-12-10T11:00:00Z', 'available'],
	];

	test.each([
		['oldest', oldestFirst],
		['newest', [...oldestFirst].reverse()],
	])('of entries within a second the last counts, in a log with the %s first', (_order, log) => {
		expect(downtimeOf(log, [])).toBe(60);
		expect(downtimeOf([], log)).toBe(60);
	});

	test.each([
		['oldest', (log: Array<[string, string]>) => log],
		['newest', (log: Array<[string, string]>) => [...log].reverse()],
	])(
		'of a log within one second, with the %s first, the entry with the present status is the last',
		(_order, order) => {
			const up: Array<[string, string]> = [
				['2026-11-30T10:00:00Z', 'unavailable'],
				['2026-11-30T10:00:00Z', 'available'],
			];
			expect(downtimeOf(order(up), [])).toBe(0);
			const down: Array<[string, string]> = [...up].reverse();
			expect(downtimeOf(order(down), [], ['unavailable', 'available'])).toBe(31 * 24 * 60);
		},
	);
});

/** Prices of an electricity rate by time of day, for weekdays and for single dates. */
import { f, get, getMany, remove, replace, resource } from '../shared/catalogue';
import type { RecordShape } from '../shared/catalogue';

/** Not stored as `periods`: n8n would check its rows as if they were those of the activation requests in the same node. */
const pricePeriods = f.required(
	f.list(
		'Periods',
		'Period',
		{
			startsAt: f.required(f.time('Starts At')),
			endsAt: f.required(f.time('Ends At')),
			price: f.required(f.number('Price', { about: "Per kWh including tax, in the tenant's currency" })),
		},
		{
			wire: 'periods',
			about:
				'All periods of the day, in local time; they take the place of those set before. Outside them the default price of the rate counts.',
		},
	),
);

const periodsRecord: RecordShape = { periods: [{ startsAt: 'text', endsAt: 'text', price: 'number' }] };
const weekdayRecord: RecordShape = { weekDay: 'text', ...periodsRecord };
const dateRecord: RecordShape = { date: 'date', ...periodsRecord };

const oneKind = {
	422: 'Correct what is named. If it is the weekday: a rate has prices either for Any Day or for single weekdays; delete the other kind first.',
};

export const electricityPrice = resource({
	value: 'electricityPrice',
	name: 'Electricity Price',
	path: {
		electricityRate: f.ref('electricityRate', 'Electricity Rate'),
		date: f.date('Date'),
		weekDay: f.choice(
			'Weekday',
			{
				mon: 'Monday',
				tue: 'Tuesday',
				wed: 'Wednesday',
				thu: 'Thursday',
				fri: 'Friday',
				sat: 'Saturday',
				sun: 'Sunday',
				any: 'Any Day',
			},
			{ about: 'A rate has either Any Day or single weekdays, not both' },
		),
	},
	operations: {
		setForDate: replace(
			'PUT /public-api/resources/electricity-rates/v2.0/{electricityRate}/price-periods/date/{date}',
			{
				name: 'Set for Date',
				action: 'Set electricity prices for date',
				says: "Replaces all prices of one calendar day, such as a holiday or tomorrow's market prices. For every week use Set for Weekday.",
				body: { pricePeriods },
				record: dateRecord,
			},
		),
		setForWeekday: replace(
			'PUT /public-api/resources/electricity-rates/v2.0/{electricityRate}/price-periods/week-day/{weekDay}',
			{
				name: 'Set for Weekday',
				action: 'Set electricity prices for weekday',
				says: 'Replaces all prices of a weekday, or of every day at once with Any Day. For a holiday use Set for Date.',
				body: { pricePeriods },
				record: weekdayRecord,
				hints: oneKind,
			},
		),
		getAll: getMany('GET /public-api/resources/electricity-rates/v2.0/{electricityRate}/price-periods', {
			says: 'Lists every weekday and date that has prices of its own, one item per day.',
			paging: 'links',
			record: { weekDay: 'text', ...dateRecord },
		}),
		getForDate: get('GET /public-api/resources/electricity-rates/v2.0/{electricityRate}/price-periods/date/{date}', {
			name: 'Get for Date',
			action: 'Get electricity prices for date',
			says: 'Reads the prices set for one calendar day; not found where that day follows its weekday.',
			record: dateRecord,
		}),
		getForWeekday: get(
			'GET /public-api/resources/electricity-rates/v2.0/{electricityRate}/price-periods/week-day/{weekDay}',
			{
				name: 'Get for Weekday',
				action: 'Get electricity prices for weekday',
				says: 'Reads the prices of one weekday. A rate with prices for Any Day has none for single weekdays.',
				record: weekdayRecord,
			},
		),
		getAllDates: getMany('GET /public-api/resources/electricity-rates/v2.0/{electricityRate}/price-periods/date', {
			name: 'Get Many for Dates',
			action: 'Get electricity prices for dates',
			says: 'Lists the calendar days that have prices of their own, without weekdays.',
			paging: 'links',
			record: dateRecord,
		}),
		getAllWeekdays: getMany(
			'GET /public-api/resources/electricity-rates/v2.0/{electricityRate}/price-periods/week-day',
			{
				name: 'Get Many for Weekdays',
				action: 'Get electricity prices for weekdays',
				says: 'Lists the weekdays that have prices, without single dates.',
				paging: 'links',
				record: weekdayRecord,
			},
		),
		deleteForDate: remove(
			'DELETE /public-api/resources/electricity-rates/v2.0/{electricityRate}/price-periods/date/{date}',
			{
				name: 'Delete for Date',
				action: 'Delete electricity prices for date',
				says: 'Removes the prices of one calendar day, which then costs what its weekday does.',
			},
		),
		deleteForWeekday: remove(
			'DELETE /public-api/resources/electricity-rates/v2.0/{electricityRate}/price-periods/week-day/{weekDay}',
			{
				name: 'Delete for Weekday',
				action: 'Delete electricity prices for weekday',
				says: 'Removes all prices of a weekday, which then costs the default price of the rate.',
			},
		),
	},
});

/** The seeded world's people: drivers, their groups, tags, payment methods and vouchers. */
import type { Random } from '../random.mts';
import { DAY, english, type Builder } from './define.mts';

const FIRST = [
	'Anna',
	'Bram',
	'Carla',
	'Daan',
	'Elif',
	'Femke',
	'Georgi',
	'Hannah',
	'Ivan',
	'Jonas',
	'Katarina',
	'Lars',
	'Maria',
	'Noah',
	'Olga',
	'Pavel',
	'Quinten',
	'Rosa',
	'Sofia',
	'Thomas',
	'Umut',
	'Vera',
	'Willem',
	'Xenia',
	'Yusuf',
	'Zoë',
	'Mateo',
	'Ingrid',
	'Émile',
	'Søren',
];
const LAST = [
	'Aalto',
	'Bakker',
	'Costa',
	'Dimitrov',
	'Eriksen',
	'Fischer',
	'García',
	'Hansen',
	'Ivanova',
	'Jansen',
	'Kowalski',
	'Lindqvist',
	'Müller',
	'Novák',
	'Olsen',
	'Petrov',
	'Quist',
	'Rossi',
	'Schmidt',
	'Taylor',
	'Ünal',
	'Visser',
	'Weber',
	'Yılmaz',
	'Zimmermann',
];

export interface City {
	city: string;
	country: string;
	timezone: string;
	postCode: string;
	phone: string;
	latitude: number;
	longitude: number;
	streets: string[];
}

export const CITIES: City[] = [
	{
		city: 'Utrecht',
		country: 'NL',
		timezone: 'Europe/Amsterdam',
		postCode: '3511 AB',
		phone: '+3130',
		latitude: 52.0907,
		longitude: 5.1214,
		streets: ['Biltstraat', 'Croeselaan', 'Maliebaan'],
	},
	{
		city: 'Rotterdam',
		country: 'NL',
		timezone: 'Europe/Amsterdam',
		postCode: '3012 CA',
		phone: '+3110',
		latitude: 51.9225,
		longitude: 4.4792,
		streets: ['Coolsingel', 'Weena', 'Maashaven'],
	},
	{
		city: 'Hamburg',
		country: 'DE',
		timezone: 'Europe/Berlin',
		postCode: '20095',
		phone: '+4940',
		latitude: 53.5511,
		longitude: 9.9937,
		streets: ['Mönckebergstraße', 'Jungfernstieg', 'Elbchaussee'],
	},
	{
		city: 'Leipzig',
		country: 'DE',
		timezone: 'Europe/Berlin',
		postCode: '04109',
		phone: '+49341',
		latitude: 51.3397,
		longitude: 12.3731,
		streets: ['Brühl', 'Karl-Liebknecht-Straße', 'Georgiring'],
	},
	{
		city: 'Sofia',
		country: 'BG',
		timezone: 'Europe/Sofia',
		postCode: '1000',
		phone: '+3592',
		latitude: 42.6977,
		longitude: 23.3219,
		streets: ['Vitosha Boulevard', 'Graf Ignatiev', 'Tsarigradsko Shose'],
	},
	{
		city: 'Vilnius',
		country: 'LT',
		timezone: 'Europe/Vilnius',
		postCode: '01100',
		phone: '+3705',
		latitude: 54.6872,
		longitude: 25.2797,
		streets: ['Gedimino pr.', 'Konstitucijos pr.', 'Ozo g.'],
	},
	{
		city: 'Lisbon',
		country: 'PT',
		timezone: 'Europe/Lisbon',
		postCode: '1100-148',
		phone: '+35121',
		latitude: 38.7223,
		longitude: -9.1393,
		streets: ['Rua Augusta', 'Avenida da Liberdade', 'Rua do Ouro'],
	},
	{
		city: 'Manchester',
		country: 'GB',
		timezone: 'Europe/London',
		postCode: 'M1 2BN',
		phone: '+44161',
		latitude: 53.4808,
		longitude: -2.2426,
		streets: ['Deansgate', 'Oxford Road', 'Portland Street'],
	},
];

export interface Person {
	firstName: string;
	lastName: string;
	email: string;
	phone: string;
	address: string;
	home: City;
}

/** Somebody; `number` keeps the e-mail address unique. */
export function person(random: Random, number: number): Person {
	const firstName = random.pick(FIRST);
	const lastName = random.pick(LAST);
	const home = random.pick(CITIES);
	const account = `${firstName}.${lastName}.${number}`
		.normalize('NFD')
		.replace(/[^A-Za-z0-9.]/g, '')
		.toLowerCase();
	return {
		firstName,
		lastName,
		home,
		email: `${account}@example.com`,
		phone: `${home.phone}${random.integer(1_000_000, 9_999_999)}`,
		address: `${random.pick(home.streets)} ${random.integer(1, 180)}`,
	};
}

const GROUPS = ['Employees', 'Fleet drivers', 'Residents', 'VIP', 'Taxi', 'Visitors'];
const ISSUERS = ['visa', 'mastercard', 'amex', 'maestro'];
const NO_BANK = {
	bankIban: null,
	bankName: null,
	bankAddress: null,
	bankCode: null,
	bankAccountNumber: null,
	bankAccountType: null,
};

export function definePeople(world: Builder): void {
	const { currency } = world.tenant.settings;

	world.define('user-groups', 201, GROUPS.length, (_random, index) => ({
		name: GROUPS[index % GROUPS.length],
		description: null,
		partnerId: index % 3 === 1 ? world.idAt('partners', index) : null,
		externalId: `GROUP-${index + 1}`,
	}));

	world.define('users', 10_001, 2000, (random, index, id) => {
		const { home, ...who } = person(random, id);
		const createdAt = world.past(random, 420);
		return {
			...who,
			middleName: null,
			country: home.country,
			state: null,
			city: home.city,
			postCode: home.postCode,
			vehicleNo: random.chance(0.4) ? random.text(6) : null,
			personalId: '',
			locale: 'en',
			emailVerified: createdAt,
			requirePasswordReset: false,
			balance: random.chance(0.5) ? random.integer(0, 12_000) / 100 : 0,
			status: random.chance(0.97) ? 'enabled' : 'disabled',
			userGroupIds:
				random.chance(0.3) && world.size('user-groups') > 0 ? [world.idAt('user-groups', random.integer(0, 5))] : [],
			externalId: random.chance(0.3) ? `CRM-${id}` : null,
			subscriptionId: index % 5 === 0 ? world.idAt('subscriptions', index / 5) : null,
			options: { sessionsAllowed: 'single_session' },
			password: null,
			createdBy: 'admin:1',
			receiveNewsAndPromotions: random.chance(0.5),
			partnerInvites: [],
			bankDetails: NO_BANK,
			externalAppData: random.chance(0.1) ? { crm: { segment: random.pick(['gold', 'silver']) } } : null,
			amountDue: 0,
			createdAt,
			lastUpdatedAt: createdAt,
		};
	});

	world.define('id-tags', 60_001, 1500, (random, index) => {
		const createdAt = world.past(random, 400);
		return {
			idTagUid: random.text(14, '0123456789ABCDEF'),
			idLabel: `Card ${index + 1}`,
			expireAt: null,
			status: random.chance(0.95) ? 'enabled' : 'suspended',
			type: index % 40 === 39 ? 'mac_address' : 'rfid',
			vehicleType: null,
			paymentMethodId: null,
			userId: world.idAt('users', index),
			externalId: null,
			partnerId: null,
			createdAt,
			lastUpdatedAt: createdAt,
		};
	});

	world.define('payment-methods', 70_001, 1600, (random, index) => {
		const issuer = random.pick(ISSUERS);
		const createdAt = world.past(random, 400);
		return {
			userId: world.idAt('users', index),
			type: 'tokenized',
			tokenizedType: 'card',
			issuer,
			name: `${issuer} **** ${random.text(4, '0123456789')}`,
			default: true,
			expireYear: random.integer(2027, 2031),
			expireMonth: random.integer(1, 12),
			addedAt: createdAt,
			removedAt: null,
			createdAt,
			lastUpdatedAt: createdAt,
		};
	});

	world.define('consents', 72_001, 400, (random, index) => {
		const agreed = random.chance(0.8);
		const moment = world.past(random, 300);
		return {
			userId: world.idAt('users', index),
			termVersionId: world.idAt('terms-and-policies', index),
			termType: index % 2 === 0 ? 'signup' : 'marketing',
			status: agreed ? 'agreed' : 'rejected',
			collection: 'explicit',
			source: 'app',
			...(agreed ? { agreedAt: moment } : { rejectedAt: moment }),
			termVersionIsActive: true,
			createdAt: moment,
		};
	});

	world.define('vouchers', 50_001, 120, (random) => {
		const createdAt = world.past(random, 300);
		const redeemed = random.chance(0.4) && world.size('users') > 0;
		const amount = random.pick([5, 10, 20, 25, 50]);
		return {
			code: random.text(10),
			type: 'voucher',
			promoCode: null,
			status: random.chance(0.92) ? 'enabled' : 'disabled',
			expireDate: random.chance(0.7) ? world.date(random.integer(-100, 500) * DAY) : null,
			validityPeriod: null,
			assignBeforeDate: null,
			redeemedAt: redeemed ? world.at((Date.parse(createdAt) - world.tenant.worldStart) * random.next()) : null,
			redeemedByUserId: redeemed ? world.idAt('users', random.integer(0, 9999)) : null,
			amount,
			remainingAmount: redeemed ? random.integer(0, amount) : amount,
			currencyCode: currency,
			description: random.pick(['Welcome', 'Apology for a broken charger', 'Spring campaign', null]),
			transactionId: null,
			createdByAdminId: 1,
			title: english(random.pick(['Welcome gift', 'Thank you', 'Spring charge'])),
			createdAt,
			lastUpdatedAt: createdAt,
		};
	});

	world.define('top-up-packages', 701, 4, (_random, index) => {
		const price = [10, 25, 50, 100][index % 4];
		return { price, bonus: price / 10, enabled: true };
	});
}

/** The seeded world's settings and small tables. */
import { DAY, english, type Builder } from './define.mts';

export function defineSystem(world: Builder): void {
	const codes = [...new Set([world.tenant.settings.currency, 'EUR', 'GBP', 'BGN'])];
	const names: Record<string, [name: string, number: string]> = {
		EUR: ['Euro', '978'],
		GBP: ['Pound Sterling', '826'],
		BGN: ['Bulgarian Lev', '975'],
	};
	world.define('currencies', 1, codes.length, (_random, index) => ({
		alphabeticCode: codes[index % codes.length],
		name: names[codes[index % codes.length]]?.[0] ?? codes[index % codes.length],
		numericCode: names[codes[index % codes.length]]?.[1] ?? '000',
		prefix: null,
		suffix: null,
		decimal: 2,
		unitPriceAndCalculationsDecimal: 4,
		enableUseOfMinorCurrencyUnit: false,
		minorUnitSign: null,
	}));
	world.define('currency-rates', 501, 4, (_random, index) => ({
		base: 'EUR',
		target: index % 2 === 0 ? 'GBP' : 'BGN',
		rate: index % 2 === 0 ? 0.86 : 1.96,
		updatedAt: world.at(-index * DAY),
	}));
	world.define('tax-identification-numbers', 521, 2, (_random, index) => ({ name: `NL00000000${index}B01` }));
	world.define('taxes', 541, 3, (_random, index) => ({
		name: ['Standard', 'Reduced', 'Zero'][index % 3],
		displayName: english('VAT'),
		percentage: [21, 9, 0][index % 3],
		taxIdentificationNumberId: world.idAt('tax-identification-numbers', 0),
	}));
	world.define('faqs', 561, 5, (_random, index) => ({
		question: english(`How do I charge? (${index + 1})`),
		answer: english('Plug in, start in the app, drive on.'),
	}));
	world.define('terms-and-policies', 581, 4, (_random, index) => ({
		document: {
			id: 1 + (index % 2),
			title: english(index % 2 === 0 ? 'Terms of use' : 'News and offers'),
			subtitle: english(''),
			consentText: english('I agree'),
			termType: index % 2 === 0 ? 'signup' : 'marketing',
			consentRequired: index % 2 === 0,
			consentCollection: 'explicit',
			consentCheckboxDefaultState: false,
			showOnSignup: true,
		},
		validFrom: world.at(-(4 - index) * 100 * DAY),
		summary: null,
		content: english('Text of the document.'),
		status: index < 2 ? 'past' : 'active',
	}));
	world.define('contact-details', 599, 1, () => ({ email: 'support@operator.example', phone: '+31301234567' }));
	world.tenant.store.define('notifications', 301);
}

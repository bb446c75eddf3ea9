import { NodeConnectionTypes } from 'n8n-workflow';
import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { TENANT_URL_EXPRESSION, customOperationsOf, methodsOf, propertiesOf } from '../shared/node';
import { currency } from './currency.resource';
import { currencyRate } from './currencyRate.resource';
import { customFee } from './customFee.resource';
import { invoice } from './invoice.resource';
import { paymentTerminal } from './paymentTerminal.resource';
import { paymentTerminalV11 } from './paymentTerminalV11.resource';
import { receipt } from './receipt.resource';
import { tax } from './tax.resource';
import { taxIdentificationNumber } from './taxIdentificationNumber.resource';
import { transaction } from './transaction.resource';

const resources = [
	transaction,
	invoice,
	receipt,
	customFee,
	paymentTerminal,
	paymentTerminalV11,
	tax,
	taxIdentificationNumber,
	currency,
	currencyRate,
];

export class AmpecoBilling implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'AMPECO Billing',
		name: 'ampecoBilling',
		icon: { light: 'file:billing.svg', dark: 'file:billing.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ ($parameter["operation"] + ": " + $parameter["resource"]).replace(/([A-Z])/g, " $1").toLowerCase() }}',
		description: 'Work with transactions, invoices, receipts, payment terminals, taxes and currencies in AMPECO',
		defaults: { name: 'AMPECO Billing' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		builderHint: {
			searchHint:
				"For money that has moved or is to move: transactions, invoices, receipts, taxes. For prices use AMPECO Tariff, for partners' shares AMPECO Settlement.",
			relatedNodes: [
				{ nodeType: 'n8n-nodes-ampeco.ampecoTariff', relationHint: 'What charging costs' },
				{ nodeType: 'n8n-nodes-ampeco.ampecoSession', relationHint: 'The sessions behind a transaction' },
				{ nodeType: 'n8n-nodes-ampeco.ampecoSettlement', relationHint: 'What partners are paid' },
			],
		},
		credentials: [{ name: 'ampecoApi', required: true }],
		requestDefaults: { baseURL: TENANT_URL_EXPRESSION },
		properties: propertiesOf(resources),
	};

	resources = resources;

	customOperations = customOperationsOf(resources);

	methods = methodsOf(resources);
}

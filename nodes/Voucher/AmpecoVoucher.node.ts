import { NodeConnectionTypes } from 'n8n-workflow';
import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { TENANT_URL_EXPRESSION, customOperationsOf, methodsOf, propertiesOf } from '../shared/node';
import { energyCoupon } from './energyCoupon.resource';
import { energyCouponTemplate } from './energyCouponTemplate.resource';
import { topUpPackage } from './topUpPackage.resource';
import { voucher } from './voucher.resource';

const resources = [voucher, energyCoupon, energyCouponTemplate, topUpPackage];

export class AmpecoVoucher implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'AMPECO Voucher',
		name: 'ampecoVoucher',
		icon: { light: 'file:voucher.svg', dark: 'file:voucher.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ ($parameter["operation"] + ": " + $parameter["resource"]).replace(/([A-Z])/g, " $1").toLowerCase() }}',
		description: 'Issue, change and redeem vouchers and energy coupons, and manage top-up packages in AMPECO',
		defaults: { name: 'AMPECO Voucher' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		builderHint: {
			searchHint: 'For vouchers, coupons and their templates: make many, hand out, redeem.',
			relatedNodes: [{ nodeType: 'n8n-nodes-ampeco.ampecoUser', relationHint: 'Who redeems' }],
		},
		credentials: [{ name: 'ampecoApi', required: true }],
		requestDefaults: { baseURL: TENANT_URL_EXPRESSION },
		properties: propertiesOf(resources),
	};

	resources = resources;

	customOperations = customOperationsOf(resources);

	methods = methodsOf(resources);
}

/** Notification subscriptions: what AMPECO tells other systems about, and where it sends that. */
import { addedIn, action, create, f, get, getMany, remove, replace, resource } from '../shared/catalogue';
import { eventChoices } from './events';

export const events = f.required(
	f.choices('Events', eventChoices, {
		wire: 'notifications',
		about: 'For an event that is not in the list, give an expression with an array of names',
	}),
);

export const includeTimestampInSignature = f.flag('Include Time in Signature', {
	about:
		'the time of sending enters the signature of each event. How is not known here, so AMPECO Trigger refuses such events: leave its subscriptions as they are.',
});

const body = {
	events,
	via: f.oneOf(
		'Send Via',
		{
			webhook: f.variant(
				'Webhook',
				{
					callbackUrl: f.required(
						f.url('Callback URL', {
							wire: ['webhook', 'callbackUrl'],
							about: 'Where AMPECO posts each event, up to 500 characters. It must be reachable from the internet.',
						}),
					),
				},
				'AMPECO posts each event to a URL',
			),
			kafka: f.variant(
				'Kafka',
				{
					topic: f.required(f.text('Topic', { wire: ['kafka', 'topic'] })),
					brokers: f.required(
						f.texts('Brokers', {
							wire: ['kafka', 'brokers'],
							example: 'kafka.example.com:9092',
							about: 'Host and port of each',
						}),
					),
					compressionCodec: f.choice(
						'Compression',
						{ gzip: 'Gzip', snappy: 'Snappy', lz4: 'LZ4', none: 'None' },
						{ wire: ['kafka', 'compressionCodec'], about: 'Gzip unless set' },
					),
					securityProtocol: f.choice(
						'Security Protocol',
						{ SASL_SSL: 'SASL over SSL', PLAINTEXT: 'Plaintext' },
						{ wire: ['kafka', 'securityProtocol'], about: 'Plaintext, without encryption, unless set' },
					),
					saslMechanism: f.choice(
						'SASL Mechanism',
						{ PLAIN: 'PLAIN', 'SCRAM-SHA-256': 'SCRAM-SHA-256', 'SCRAM-SHA-512': 'SCRAM-SHA-512' },
						{ wire: ['kafka', 'saslMechanism'], nullable: true, about: 'PLAIN unless set' },
					),
					saslUsername: f.text('SASL Username', { wire: ['kafka', 'saslUsername'], nullable: true }),
					saslPassword: f.secret('SASL Password', {
						wire: ['kafka', 'saslPassword'],
						nullable: true,
						about: 'Give it again in each update, which removes it otherwise',
					}),
				},
				'AMPECO writes each event to a topic',
			),
		},
		{ inline: true, tag: 'via' },
	),
	...addedIn('3.251', {
		suppressSelfNotifications: f.flag('Suppress Own Changes', {
			about: 'AMPECO leaves out events of what was changed with the token of the subscription',
		}),
		skipRoamingInfrastructure: f.flag('Skip Roaming Infrastructure', {
			about: 'AMPECO leaves out events of charge points, EVSEs and locations of roaming partners',
		}),
		includeTimestampInSignature,
	}),
};

export const notificationSubscription = resource({
	value: 'notificationSubscription',
	name: 'Notification Subscription',
	path: { notification: f.ref('notification', 'Notification Subscription', { type: 'text' }) },
	record: {
		id: 'number',
		via: 'text',
		notifications: ['text'],
		webhook: { callbackUrl: 'text' },
		kafka: {
			topic: 'text',
			brokers: ['text'],
			compressionCodec: 'text',
			securityProtocol: 'text',
			saslMechanism: 'text',
			saslUsername: 'text',
			saslPassword: 'text',
		},
		suppressSelfNotifications: 'flag',
		skipRoamingInfrastructure: 'flag',
		includeTimestampInSignature: 'flag',
	},
	simple: ['id', 'via', 'notifications', { callbackUrl: 'webhook.callbackUrl', kafkaTopic: 'kafka.topic' }],
	operations: {
		create: create('POST /public-api/notifications/v2.0', {
			says: 'Has AMPECO send events to a URL or a Kafka topic from now on. To start a workflow with events, use the AMPECO Trigger node.',
			body,
		}),
		getAll: getMany('GET /public-api/notifications/v2.0', {
			says: 'Lists the subscriptions of the tenant with their events and where they are sent, also those of AMPECO Trigger nodes.',
			paging: 'perPage',
		}),
		get: get('GET /public-api/notifications/v2.0/{notification}', {
			says: 'Reads the events of one subscription and where they are sent.',
		}),
		resendFailed: action('POST /public-api/actions/notifications/v1.0/{notification}/resend', {
			outcome: 'accepted',
			action: 'Resend failed events',
			says: 'Sends events that a webhook did not take once more. Can be asked once in 15 minutes for each subscription.',
			effect: 'write',
			narrowedBy: ['startTime', 'endTime'],
			applyTo: { all: 'All That Failed', some: 'What Failed in the Time Below' },
			path: { notification: f.ref('notification', 'Notification Subscription') },
			body: {
				events,
				startTime: f.dateTime('Failed After', { about: 'All that failed until then when left out' }),
				endTime: f.dateTime('Failed Before'),
			},
			hints: { 409: 'It was asked less than 15 minutes ago, or the subscription is disabled. Wait and run it again.' },
		}),
		update: replace('PUT /public-api/notifications/v2.0/{notification}', {
			says: 'Changes events or target of a subscription. The events given replace all it had; a Kafka password must be given again.',
			body,
		}),
		delete: remove('DELETE /public-api/notifications/v2.0/{notification}', {
			says: 'Ends a subscription; its events are no longer sent. Deleting one of an AMPECO Trigger node stops that workflow.',
		}),
	},
});

/** deploy/nginx.conf in a real nginx, where there is one (NGINX names it): slow senders take no place of events that come whole. */
import { hasNginx, statusesBeside } from './nginx.mts';

const inNginx = hasNginx() ? test : test.skip;

// More than may be under way at n8n at once.
inNginx('slow uploads do not turn events into 503', async () => {
	expect(await statusesBeside(40)).toEqual(Array.from({ length: 20 }, () => 202));
});

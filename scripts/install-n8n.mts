/** Installs the whole n8n that the end-to-end tests start, where that was not done before; two at once would be in each other's way. */
import { installN8n } from '../tools/n8n/real.mts';

await installN8n((text) => console.log(text));

// The genuine botframework-directlinejs, steered line by line: commands come as JSON on standard input, what the client
// says comes as JSON on standard output. Only what a browser would give it is put in its place: XMLHttpRequest, WebSocket, FormData.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const require = createRequire(process.argv[2]);
const PlainRequest = require('xhr2');

// A browser's request sends a form by itself; xhr2 sends only bytes.
class BrowserRequest extends PlainRequest {
  send(body) {
    if (!(body instanceof FormData)) {
      return super.send(body);
    }

    const wire = new Response(body);
    wire.arrayBuffer().then(bytes => {
      this.setRequestHeader('content-type', wire.headers.get('content-type'));
      super.send(Buffer.from(bytes));
    });
  }
}

// The client renews its token every quarter of an hour; here such long intervals pass in a second and a half.
const interval = globalThis.setInterval;
globalThis.setInterval = (run, wait, ...rest) => interval(run, wait >= 600_000 ? 1_500 : wait, ...rest);
globalThis.XMLHttpRequest = BrowserRequest;
globalThis.WebSocket = require('ws');
const warnings = [];
console.warn = text => warnings.push(text);

const { DirectLine } = require('botframework-directlinejs');
const clients = new Map();
const say = line => process.stdout.write(JSON.stringify(line) + '\n');

const commands = {
  // random: 0 makes the wait before a reconnect the shortest of its range, three seconds.
  open({ name, options, userId }) {
    const client = new DirectLine({ ...options, random: () => 0 });
    clients.set(name, client);
    if (userId) {
      client.setUserId(userId);
      say({ name, warnings });
    }

    client.connectionStatus$.subscribe(status => say({ name, status, token: client.token, conversationId: client.conversationId }));
    client.activity$.subscribe(
      activity => say({ name, activity, watermark: client.watermark }),
      fault => say({ name, broken: String(fault) }),
      () => say({ name, broken: 'completed' }));
  },
  post({ name, tag, activity }) {
    clients.get(name).postActivity(activity).subscribe(
      id => say({ name, tag, id }),
      fault => say({ name, tag, refused: fault.status ?? String(fault) }));
  },
  token({ name, tag }) {
    say({ name, tag, id: clients.get(name).token });
  },
  end({ name }) {
    clients.get(name).end();
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const command = JSON.parse(line);
  commands[command.do](command);
}

process.exit(0);

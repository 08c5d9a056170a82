// A client that knows the exchange by its protos and by the standards alone: OAuth 2.0 client credentials over mutual TLS, gRPC.
// Reads what to do as JSON from standard input, writes what it was answered as JSON to standard output.
'use strict';

const fs = require('node:fs');
const https = require('node:https');
const grpc = require('@grpc/grpc-js');
const protoLoader = require('@grpc/proto-loader');

const deadline = () => Date.now() + 30_000;

function request(url, tls, form) {
  return new Promise((resolve, reject) => {
    const body = form && new URLSearchParams(form).toString();
    const options = { ...tls, method: body ? 'POST' : 'GET', timeout: 30_000, agent: false };
    if (body) {
      options.headers = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) };
    }
    const call = https.request(url, options, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part) => { text += part; });
      response.on('end', () => resolve({ status: response.statusCode, body: JSON.parse(text) }));
    });
    call.on('timeout', () => call.destroy(new Error('no answer')));
    call.on('error', reject);
    call.end(body);
  });
}

async function fetchToken(task, tls) {
  const discovery = await request(new URL('/.well-known/openid-configuration', task.authority), tls);
  const answer = await request(discovery.body.token_endpoint, tls, {
    grant_type: 'client_credentials',
    client_id: task.application,
  });
  if (answer.status !== 200) {
    throw new Error(`no token: ${answer.body.error}`);
  }
  return answer.body.access_token;
}

function load(task) {
  const definition = protoLoader.loadSync(['dtsen/desil/v1/desil.proto', 'dtsen/partner/v1/partner.proto'], {
    includeDirs: [task.protos],
    keepCase: true,
    enums: String,
    longs: String,
    defaults: true,
    oneofs: true,
  });
  return grpc.loadPackageDefinition(definition).dtsen;
}

function call(client, method, message, metadata) {
  return new Promise((resolve) => {
    client[method](message, metadata, { deadline: deadline() }, (error, answer) =>
      resolve(error ? { status: grpc.status[error.code], answer: null } : { status: 'OK', answer }));
  });
}

function headers(task, token) {
  const metadata = new grpc.Metadata();
  metadata.set('dtsen-purpose', task.purpose);
  if (token) {
    metadata.set('authorization', `Bearer ${token}`);
  }
  return metadata;
}

async function main() {
  const task = JSON.parse(fs.readFileSync(0, 'utf8'));
  const [ca, cert, key] = [task.ca, task.certificate, task.key].map((path) => fs.readFileSync(path));
  const token = await fetchToken(task, { ca, cert, key });
  const dtsen = load(task);
  const credentials = grpc.credentials.createSsl(ca, key, cert);
  const desil = new dtsen.desil.v1.DesilService(new URL(task.exchange).host, credentials);
  const partner = new dtsen.partner.v1.PartnerService(new URL(task.exchange).host, credentials);
  const serialize = dtsen.desil.v1.DesilService.service.GetDesil.requestSerialize;
  const deserialize = dtsen.desil.v1.DesilService.service.GetDesil.requestDeserialize;
  const answers = {
    agreement: await call(partner, 'GetAgreement', {}, headers(task, token)),
    withoutToken: await call(desil, 'GetDesil', { query: task.queries[0] }, headers(task)),
    sent: task.queries.map((query) => deserialize(serialize({ query })).query.nik),
    single: [],
    bulk: await call(desil, 'BulkGetDesil', { queries: task.queries }, headers(task, token)),
  };
  for (const query of task.queries) {
    answers.single.push(await call(desil, 'GetDesil', { query }, headers(task, token)));
  }
  desil.close();
  partner.close();
  process.stdout.write(JSON.stringify(answers));
}

main().catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});

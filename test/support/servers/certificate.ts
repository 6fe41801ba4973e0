import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import type { ServerCertificate } from '../../../local/loopback-server';

/** A certificate and the paths of its files. */
export interface CertificateFiles extends ServerCertificate {
  readonly keyFile: string;
  readonly certFile: string;
}

/** Makes a self-signed certificate for 127.0.0.1, valid for a day, as PEM files in a folder. */
export async function makeCertificate(folder: string): Promise<CertificateFiles> {
  const notBeforeDate = new Date(Date.now() - 3_600_000);
  const { private: key, cert } = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
    algorithm: 'sha256',
    // An RSA key takes ten times as long.
    keyType: 'ec',
    notBeforeDate,
    notAfterDate: new Date(notBeforeDate.getTime() + 86_400_000),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
    ],
  });
  const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  await writeFile(keyFile, key, { mode: 0o600 });
  await writeFile(certFile, cert);
  return { key, cert, keyFile, certFile };
}

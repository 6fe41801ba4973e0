// What yazl needs of the package buffer-crc32, which computes in JavaScript, by Node's own zlib.
import { crc32 } from 'node:zlib';

/** The CRC-32 of bytes that follow others with the CRC-32 `before`. */
export const unsigned = (bytes, before = 0) => crc32(bytes, before);

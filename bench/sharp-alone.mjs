/**
 * The least that converting pictures can take: sharp, each picture decoded and written as the JPEG that Octavo makes of
 * a lossy WebP (src/images/convert/encode.ts), two at a time. In: a folder of pictures and one to write to. Out: nothing but the files.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';

const [folder, out] = process.argv.slice(2);
const names = await readdir(folder);

async function convertRest() {
  for (let name = names.pop(); name !== undefined; name = names.pop()) {
    const jpeg = await sharp(await readFile(join(folder, name)))
      .jpeg({ quality: 82, chromaSubsampling: '4:2:0' })
      .toBuffer();
    await writeFile(join(out, `${name}.jpg`), jpeg);
  }
}

await Promise.all([convertRest(), convertRest()]);

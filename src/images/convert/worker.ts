/**
 * The worker process that decodes images, one at a time. An image that crashes a decoder, or keeps it busy forever,
 * ends this process and not the build.
 */
import sharp from 'sharp';
import type { ConversionJob, RasterJob } from '../../model/host.ts';
import { makeFiles } from './make-files.ts';
import { rasterize } from './rasterize.ts';

// There are as many of these processes as processors, and no image comes twice.
sharp.concurrency(1);
sharp.cache(false);

process.on('message', (job: Omit<ConversionJob, 'fonts'> | Omit<RasterJob, 'fonts'>) => {
  void ('svg' in job ? rasterize(job) : makeFiles(job)).then((answer) => process.send?.(answer));
});

// Nobody is left to answer.
process.on('disconnect', () => process.exit());

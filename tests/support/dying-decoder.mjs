/** A decoder that dies of its jobs. The first byte says how: 1 ends it, 2 keeps it busy for ever, else it answers. */
process.on('message', ({ bytes }) => {
  if (bytes[0] === 1) process.abort();
  while (bytes[0] === 2);
  process.send({ kind: 'failed', code: 'image-damaged', problem: `is ${bytes[0]} by ${process.pid}`, hint: null });
});
process.on('disconnect', () => process.exit());

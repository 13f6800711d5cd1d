// Installing must work where no browser can be downloaded: octavo finds or fetches one when it first prints.
module.exports = { skipDownload: true };

import { a } from 'a';

export class Server {
  // #region start
  start() {
    a();
  }
  // #endregion start
}

package org.puppetporto.cli;

import org.puppetporto.engine.EngineException;
import org.puppetporto.engine.Operator;
import org.puppetporto.engine.Outcome;
import org.puppetporto.engine.Progress;

/** What commands have done to one daemon: by the agent, or by this process. */
interface Operating {
  Outcome restart(String name, String why, Progress progress) throws EngineException;

  Outcome stop(String name, String why, Progress progress) throws EngineException;

  Outcome start(String name, String why, Progress progress) throws EngineException;

  Outcome update(String name, String why, Progress progress) throws EngineException;

  Outcome retry(String name, String why, Progress progress) throws EngineException;

  Outcome rollback(String name, String why, Progress progress) throws EngineException;

  void maintain(String name, String why) throws EngineException;

  void release(String name) throws EngineException;

  /** By this process. */
  static Operating here(Operator operator, String user) {
    return new Operating() {
      @Override
      public Outcome restart(String name, String why, Progress progress) throws EngineException {
        return operator.restart(name, why, progress);
      }

      @Override
      public Outcome stop(String name, String why, Progress progress) throws EngineException {
        return operator.stop(name, user, why, progress);
      }

      @Override
      public Outcome start(String name, String why, Progress progress) throws EngineException {
        return operator.start(name, why, progress);
      }

      @Override
      public Outcome update(String name, String why, Progress progress) throws EngineException {
        return operator.update(name, why, progress);
      }

      @Override
      public Outcome retry(String name, String why, Progress progress) throws EngineException {
        return operator.retry(name, why, progress);
      }

      @Override
      public Outcome rollback(String name, String why, Progress progress) throws EngineException {
        return operator.rollback(name, why, progress);
      }

      @Override
      public void maintain(String name, String why) throws EngineException {
        operator.maintain(name, user, why);
      }

      @Override
      public void release(String name) throws EngineException {
        operator.release(name);
      }
    };
  }
}

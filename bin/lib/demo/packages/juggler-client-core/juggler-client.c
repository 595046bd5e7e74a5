/*
 * A stand-in for the juggler agent: a real program that runs until it is told to stop, and says in its
 * output who it is and what it was given. Compiled, since a script's /proc/PID/cmdline would be its
 * interpreter's.
 */
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void show_config(const char *directory) {
  char path[4096], line[256];
  int length = strlen(directory);
  snprintf(path, sizeof path, "%s%sclient.conf", directory, length && directory[length - 1] == '/' ? "" : "/");
  FILE *file = fopen(path, "r");
  if (!file) {
    perror(path);
    return;
  }
  while (fgets(line, sizeof line, file)) {
    if (line[0] != '#') {
      printf("%s: %s", path, line);
    }
  }
  fclose(file);
}

int main(int argc, char **argv) {
  sigset_t stop;
  int number;
  struct passwd *user = getpwuid(geteuid());
  struct group *group = getgrgid(getegid());

  setvbuf(stdout, NULL, _IOLBF, 0);
  printf("juggler-client %s: user %s, group %s\n", VERSION,
      user ? user->pw_name : "?", group ? group->gr_name : "?");
  for (int i = 0; i < argc; i++) {
    printf("argv[%d] = %s\n", i, argv[i]);
  }
  for (int i = 1; i + 1 < argc; i++) {
    if (strcmp(argv[i], "--config-dir") == 0) {
      show_config(argv[i + 1]);
    }
  }

  sigemptyset(&stop);
  sigaddset(&stop, SIGTERM);
  sigaddset(&stop, SIGINT);
  sigprocmask(SIG_BLOCK, &stop, NULL);
  sigwait(&stop, &number);
  printf("juggler-client %s: stopping on signal %d\n", VERSION, number);
  return 0;
}

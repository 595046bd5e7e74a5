/* beacon FILE: appends the time of the monotonic clock to FILE every millisecond, as eight bytes of nanoseconds. */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

int main(int argc, char **argv) {
  const struct timespec pause = {.tv_nsec = 1000000};
  int fd = argc == 2 ? open(argv[1], O_WRONLY | O_APPEND | O_CREAT, 0644) : -1;
  if (fd < 0) {
    perror("usage: beacon FILE");
    return 1;
  }
  for (;;) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    uint64_t nanoseconds = (uint64_t) now.tv_sec * 1000000000 + now.tv_nsec;
    if (write(fd, &nanoseconds, sizeof nanoseconds) < 0) {
      perror(argv[1]);
      return 1;
    }
    nanosleep(&pause, NULL);
  }
}

/* herald FILE: appends the time of the monotonic clock to FILE, as eight bytes of nanoseconds, and stays. */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

int main(int argc, char **argv) {
  int fd = argc == 2 ? open(argv[1], O_WRONLY | O_APPEND | O_CREAT, 0644) : -1;
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  uint64_t nanoseconds = (uint64_t) now.tv_sec * 1000000000 + now.tv_nsec;
  if (fd < 0 || write(fd, &nanoseconds, sizeof nanoseconds) < 0) {
    perror("usage: herald FILE");
    return 1;
  }
  for (;;) {
    pause();
  }
}

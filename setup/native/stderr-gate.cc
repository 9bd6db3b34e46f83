// Holds back what a native library writes to stderr while it is being loaded, when it cannot be told to be
// quiet yet. hold() sends stderr to a temporary file; release() restores it and returns what was written.
// If the process dies in between, the handler writes out all of it, so that no last words are lost.

#include <node_api.h>

#include <csignal>
#include <cstdio>
#include <string>

#include <unistd.h>

namespace {

constexpr int kDeadlySignals[] = {SIGABRT, SIGILL, SIGSEGV};

// Node's own handlers (WebAssembly needs that of SIGSEGV), put back afterwards.
struct sigaction earlier_actions[3];

int real_stderr = -1;
FILE *held = nullptr;

void TakeSignals(void (*handler)(int)) {
  struct sigaction action = {};
  action.sa_handler = handler;
  for (int i = 0; i < 3; i++) sigaction(kDeadlySignals[i], &action, &earlier_actions[i]);
}

void GiveSignalsBack() {
  for (int i = 0; i < 3; i++) sigaction(kDeadlySignals[i], &earlier_actions[i], nullptr);
}

void RestoreStderr() {
  dup2(real_stderr, STDERR_FILENO);
  close(real_stderr);
  real_stderr = -1;
}

void WriteOutAndDie(int signal_number) {
  RestoreStderr();
  char buffer[4096];
  lseek(fileno(held), 0, SEEK_SET);
  for (ssize_t count; (count = read(fileno(held), buffer, sizeof buffer)) > 0;)
    if (write(STDERR_FILENO, buffer, count) < 0) break;
  GiveSignalsBack();
  raise(signal_number);
}

// () => boolean: whether stderr is held now.
napi_value Hold(napi_env env, napi_callback_info) {
  if (held == nullptr && (held = tmpfile()) != nullptr) {
    fflush(stderr);
    real_stderr = dup(STDERR_FILENO);
    dup2(fileno(held), STDERR_FILENO);
    TakeSignals(WriteOutAndDie);
  }
  napi_value result;
  napi_get_boolean(env, held != nullptr, &result);
  return result;
}

// () => string: what was written since hold().
napi_value Release(napi_env env, napi_callback_info) {
  std::string text;
  if (held != nullptr) {
    fflush(stderr);
    GiveSignalsBack();
    RestoreStderr();
    rewind(held);
    char buffer[4096];
    for (size_t count; (count = fread(buffer, 1, sizeof buffer, held)) > 0;) text.append(buffer, count);
    fclose(held);
    held = nullptr;
  }
  napi_value result;
  napi_create_string_utf8(env, text.data(), text.size(), &result);
  return result;
}

}  // namespace

NAPI_MODULE_INIT() {
  napi_value hold, release;
  napi_create_function(env, "hold", NAPI_AUTO_LENGTH, Hold, nullptr, &hold);
  napi_create_function(env, "release", NAPI_AUTO_LENGTH, Release, nullptr, &release);
  napi_set_named_property(env, exports, "hold", hold);
  napi_set_named_property(env, exports, "release", release);
  return exports;
}

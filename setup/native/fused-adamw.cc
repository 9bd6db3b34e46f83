// The operation FusedAdamW for TensorFlow's graphs on the processor: it goes through memory once where TensorFlow's
// own operations (the gradient's clipping, the weight decay, ResourceApplyAdam) go three times. Loading this library
// registers it. The arithmetic is theirs, operation by operation, in 32-bit floats:
//   g = gradient * clip
//   mean += (g - mean) * (1 - beta1)
//   squares_mean += (g * g - squares_mean) * (1 - beta2)
//   variable = variable * decay_factor - mean * learning_rate / (sqrt(squares_mean) + epsilon)
//
// It takes what ReadVariableOp gives of the variable and its means, which is their own memory, and updates it in
// place. So, as for ResourceApplyAdam, all that reads them has to have run before (control inputs see to it), and
// each must have been assigned a tensor that nothing else holds (a DeepCopy). The C interface offers no way to a
// variable but this one.

#include <node_api.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <initializer_list>
#include <thread>
#include <vector>

#include "tensorflow/c/kernels.h"
#include "tensorflow/c/ops.h"
#include "tensorflow/c/tf_status.h"
#include "tensorflow/c/tf_tensor.h"

namespace {

constexpr char kOperation[] = "FusedAdamW";

// In order. The first four have one shape; the others are scalars.
enum Input { kVariable, kMean, kSquaresMean, kGradient, kClip, kDecayFactor, kLearningRate, kBeta1, kBeta2, kEpsilon };

struct Rates {
  float clip, decay_factor, learning_rate, beta1, beta2, epsilon;
};

void Update(float *__restrict variable, float *__restrict mean, float *__restrict squares_mean,
            const float *__restrict gradient, int64_t count, const Rates rates) {
  const float mean_share = 1 - rates.beta1, squares_share = 1 - rates.beta2;
  for (int64_t i = 0; i < count; i++) {
    const float g = gradient[i] * rates.clip;
    const float m = mean[i] + (g - mean[i]) * mean_share;
    const float v = squares_mean[i] + (g * g - squares_mean[i]) * squares_share;
    mean[i] = m;
    squares_mean[i] = v;
    variable[i] = variable[i] * rates.decay_factor - m * rates.learning_rate / (std::sqrt(v) + rates.epsilon);
  }
}

// Elements that are worth a thread of their own.
constexpr int64_t kElementsPerThread = 1 << 19;

// As many as TensorFlow uses for one operation.
int64_t Threads() {
  const char *given = std::getenv("TF_NUM_INTRAOP_THREADS");
  const int64_t count = given == nullptr ? 0 : std::atoll(given);
  return count > 0 ? count : std::max<int64_t>(1, std::thread::hardware_concurrency());
}

// Calls work(start, count) for all parts of a range, each on a thread.
template <typename Work>
void InParts(int64_t size, const Work &work) {
  const int64_t parts = std::clamp<int64_t>(size / kElementsPerThread, 1, Threads());
  const int64_t share = (size + parts - 1) / parts;
  std::vector<std::thread> threads;
  for (int64_t start = share; start < size; start += share)
    threads.emplace_back(work, start, std::min(share, size - start));
  work(0, std::min(share, size));
  for (std::thread &thread : threads) thread.join();
}

// The tensors of one run, and the first error.
class Run {
 public:
  explicit Run(TF_OpKernelContext *context) : context_(context), status_(TF_NewStatus()) {}
  ~Run() {
    for (TF_Tensor *tensor : tensors_) TF_DeleteTensor(tensor);
    TF_DeleteStatus(status_);
  }
  Run(const Run &) = delete;
  Run &operator=(const Run &) = delete;

  const TF_Tensor *Tensor(Input input) {
    TF_Tensor *tensor = nullptr;
    if (ok()) TF_GetInput(context_, input, &tensor, status_);
    return Keep(tensor);
  }

  float Scalar(Input input) {
    const TF_Tensor *tensor = Tensor(input);
    return ok() ? *static_cast<const float *>(TF_TensorData(tensor)) : 0;
  }

  void RequireEqualSizes(std::initializer_list<const TF_Tensor *> tensors) {
    for (const TF_Tensor *tensor : tensors)
      if (ok() && TF_TensorElementCount(tensor) != TF_TensorElementCount(*tensors.begin()))
        TF_SetStatus(status_, TF_INVALID_ARGUMENT, "FusedAdamW: variable, means and gradient differ in size");
  }

  bool ok() const { return TF_GetCode(status_) == TF_OK; }
  void Fail() { TF_OpKernelContext_Failure(context_, status_); }

 private:
  TF_Tensor *Keep(TF_Tensor *tensor) {
    if (tensor != nullptr) tensors_.push_back(tensor);
    return tensor;
  }

  TF_OpKernelContext *context_;
  TF_Status *status_;
  std::vector<TF_Tensor *> tensors_;
};

float *Values(const TF_Tensor *tensor) { return static_cast<float *>(TF_TensorData(tensor)); }

void Compute(void *, TF_OpKernelContext *context) {
  Run run(context);
  const TF_Tensor *variable = run.Tensor(kVariable), *mean = run.Tensor(kMean),
                  *squares_mean = run.Tensor(kSquaresMean), *gradient = run.Tensor(kGradient);
  const Rates rates = {run.Scalar(kClip),  run.Scalar(kDecayFactor), run.Scalar(kLearningRate),
                       run.Scalar(kBeta1), run.Scalar(kBeta2),       run.Scalar(kEpsilon)};
  run.RequireEqualSizes({variable, mean, squares_mean, gradient});
  if (!run.ok()) return run.Fail();
  InParts(TF_TensorElementCount(variable), [&](int64_t start, int64_t count) {
    Update(Values(variable) + start, Values(mean) + start, Values(squares_mean) + start, Values(gradient) + start,
           count, rates);
  });
}

void NoOutputs(TF_ShapeInferenceContext *, TF_Status *) {}

bool Register() {
  TF_Status *status = TF_NewStatus();
  TF_OpDefinitionBuilder *operation = TF_NewOpDefinitionBuilder(kOperation);
  for (const char *input : {"variable: float", "mean: float", "squares_mean: float", "gradient: float", "clip: float",
                            "decay_factor: float", "learning_rate: float", "beta1: float", "beta2: float",
                            "epsilon: float"})
    TF_OpDefinitionBuilderAddInput(operation, input);
  TF_OpDefinitionBuilderSetIsStateful(operation, true);
  TF_OpDefinitionBuilderSetShapeInferenceFunction(operation, NoOutputs);
  TF_RegisterOpDefinition(operation, status);
  if (TF_GetCode(status) == TF_OK)
    TF_RegisterKernelBuilder(kOperation, TF_NewKernelBuilder(kOperation, "CPU", nullptr, Compute, nullptr), status);
  const bool registered = TF_GetCode(status) == TF_OK;
  TF_DeleteStatus(status);
  return registered;
}

}  // namespace

NAPI_MODULE_INIT() {
  static const bool registered = Register();
  napi_value value;
  napi_get_boolean(env, registered, &value);
  napi_set_named_property(env, exports, "registered", value);
  return exports;
}

"""Runs exported models in ONNX's checker and onnxruntime: python run.py <folder> ..."""
import base64, json, sys
import numpy as np
import onnx
import onnxruntime as ort

TYPES = {"float64": np.float64}

for folder in sys.argv[1:]:
    model = onnx.load(f"{folder}/model.onnx")
    onnx.checker.check_model(model, full_check=True)
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    session = ort.InferenceSession(f"{folder}/model.onnx", options, providers=["CPUExecutionProvider"])
    feeds = {}
    for name, value in json.load(open(f"{folder}/inputs.json")).items():
        if value["type"] == "string":
            feeds[name] = np.array(value["data"], dtype=object).reshape(value["dims"])
        else:
            data = np.frombuffer(base64.b64decode(value["data"]), dtype=np.float64)
            feeds[name] = data.reshape(value["dims"])
    answers = {}
    for info, value in zip(session.get_outputs(), session.run(None, feeds)):
        if value.dtype == object:
            answers[info.name] = value.tolist()
        else:
            answers[info.name] = base64.b64encode(np.ascontiguousarray(value, np.float64).tobytes()).decode()
    json.dump(answers, open(f"{folder}/python.json", "w"))

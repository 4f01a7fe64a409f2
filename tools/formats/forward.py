"""A network's forward pass for inference in PyTorch's or Paddle's functions, from its record."""


def forward(network, tensors, pictures, functions, of_library):
    """pictures [N, 3, H, W] -> logits [N, classes].

    tensors: by the library's own names, in its own layout.
    of_library: names of the batch norms' buffers, and of the argument for epsilon.
    """
    x = pictures
    for chain in network["chains"]:
        start = x
        for unit in chain["units"]:
            x = apply_unit(unit, tensors, x, functions, of_library)
        channels = chain["identityChannels"]
        if channels > 0:
            x = of_library["concat"]([x[:, :channels] + start[:, :channels], x[:, channels:]], 1)
    key = network["classifier"]["key"]
    features = x.mean([2, 3])
    return functions.linear(features, tensors[f"{key}.weight"], tensors[f"{key}.bias"])


def apply_unit(unit, tensors, x, functions, of_library):
    x = functions.conv2d(
        x,
        tensors[unit["convolutionKey"] + ".weight"],
        stride=unit["stride"],
        padding=0 if unit["convolution"] == "pointwise" else 1,
        groups=unit["outChannels"] if unit["convolution"] == "depthwise" else 1,
    )
    key = unit["normKey"]
    x = functions.batch_norm(
        x,
        tensors[f"{key}.{of_library['mean']}"],
        tensors[f"{key}.{of_library['variance']}"],
        tensors[f"{key}.weight"],
        tensors[f"{key}.bias"],
        training=False,
        **{of_library["epsilon"]: 1e-5},
    )
    return functions.relu6(x) if unit["activation"] == "relu6" else x

namespace FeedbackBot.Host.Demo;

/// <summary>prepared.yaml: what the people of the invented company have prepared for their work.</summary>
internal sealed class SamplePrepared
{
    public List<SampleReply> Replies { get; init; } = [];

    public List<SampleMacro> Macros { get; init; } = [];

    public List<SampleView> Views { get; init; } = [];
}

internal sealed class SampleReply
{
    public string Title { get; init; } = "";

    public string Shortcut { get; init; } = "";

    public string Zh { get; init; } = "";

    public string En { get; init; } = "";
}

internal sealed class SampleMacro
{
    public string Name { get; init; } = "";

    public List<SampleStep> Steps { get; init; } = [];
}

internal sealed class SampleStep
{
    public string Do { get; init; } = "";

    public string? Text { get; init; }

    /// <summary>The shortcut of a reply.</summary>
    public string? Reply { get; init; }
}

internal sealed class SampleView
{
    public string Name { get; init; } = "";

    public string Query { get; init; } = "";

    public bool Pinned { get; init; }
}

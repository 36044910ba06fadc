using FeedbackBot.Host.StaffConsole.Layout;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FeedbackBot.Host.StaffConsole;

/// <summary>Answers with server-rendered components.</summary>
public static class Pages
{
    public static RazorComponentResult<T> Page<T>(params ReadOnlySpan<(string Name, object? Value)> parameters) where T : IComponent =>
        Page<T>(StatusCodes.Status200OK, parameters);

    public static RazorComponentResult<T> Page<T>(int status, params ReadOnlySpan<(string Name, object? Value)> parameters) where T : IComponent
    {
        var given = new Dictionary<string, object?>();
        foreach (var (name, value) in parameters)
        {
            given[name] = value;
        }

        return new(given) { StatusCode = status, PreventStreamingRendering = true };
    }

    /// <summary>A page that says what went wrong, under <paramref name="key"/>.title and .text, and how to go on.</summary>
    public static IResult Problem(PageFrame frame, int status, string key) =>
        Page<ProblemPage>(status, ("Frame", frame), ("Key", key));

    /// <summary>Whether htmx asks for a part of a page.</summary>
    public static bool IsPart(this HttpRequest request) => request.Headers.ContainsKey("HX-Request");
}

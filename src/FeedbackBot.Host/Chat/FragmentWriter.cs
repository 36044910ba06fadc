using FeedbackBot.Messages;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace FeedbackBot.Host.Chat;

/// <summary>Renders a part of a page into a string.</summary>
public sealed class FragmentWriter(IServiceProvider services, ILoggerFactory logs)
{
    public Task<string> WriteAsync(IReadOnlyList<Message> messages, string language, string? fileToken) =>
        RenderAsync<Fragments>(language, new() { ["Messages"] = messages, ["FileToken"] = fileToken });

    public async Task<string> RenderAsync<T>(string language, Dictionary<string, object?> parameters) where T : IComponent
    {
        parameters["Language"] = language;
        await using var scope = services.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, logs);
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<T>(ParameterView.FromDictionary(parameters))).ToHtmlString());
    }
}

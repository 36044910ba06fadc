using FeedbackBot.Understanding;
using Microsoft.Extensions.DependencyInjection;

namespace FeedbackBot.Connectors.LanguageModel;

/// <summary>Registers the language model where one is configured; those who can use one take it as an optional parameter.</summary>
public static class LanguageModelSetup
{
    public static IServiceCollection AddLanguageModel(this IServiceCollection services, LanguageModelOptions? settings)
    {
        if (settings is not { IsConfigured: true }) return services;
        services.AddSingleton<PromptBook>();
        services.AddSingleton<ILanguageModel, OpenAiModel>();
        services.AddSingleton<IReader, LanguageModelReader>();
        return services;
    }
}

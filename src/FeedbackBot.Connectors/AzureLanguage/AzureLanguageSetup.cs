using FeedbackBot.Understanding;
using Microsoft.Extensions.DependencyInjection;

namespace FeedbackBot.Connectors.AzureLanguage;

/// <summary>Adds the reader where a resource is configured; elsewhere the product does not know of it.</summary>
public static class AzureLanguageSetup
{
    public static IServiceCollection AddAzureLanguage(this IServiceCollection services, AzureLanguageOptions settings)
    {
        services.AddOptions<AzureLanguageOptions>();
        return settings.IsConfigured
            ? services.AddSingleton<AnalyzeText>().AddSingleton<IReader, AzureLanguageReader>()
            : services;
    }
}

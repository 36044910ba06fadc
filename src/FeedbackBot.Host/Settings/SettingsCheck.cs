using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration.Json;

namespace FeedbackBot.Host.Settings;

/// <summary>Looks at every key under FeedbackBot before anything starts: unknown keys, values of the wrong form, values out of range.</summary>
public static class SettingsCheck
{
    public static void Run(IConfiguration configuration, string root, IReadOnlyDictionary<string, Type> sections)
    {
        foreach (var (section, type) in sections)
        {
            var path = section.Length == 0 ? root : $"{root}:{section}";
            foreach (var key in configuration.GetSection(path).GetChildren())
            {
                if (section.Length > 0 || !sections.ContainsKey(key.Key))
                {
                    CheckKey(configuration, key, type, section.Length == 0 ? [.. sections.Keys.Where(s => s.Length > 0)] : []);
                }
            }

            CheckWhole(configuration, path, type);
        }
    }

    /// <summary>Rules over several keys, such as a mail server's name where mail is sent.</summary>
    private static void CheckWhole(IConfiguration configuration, string path, Type type)
    {
        if (configuration.GetSection(path).Get(type) is IValidatableObject options
            && options.Validate(new ValidationContext(options)).FirstOrDefault() is { } fault)
        {
            throw new WrongSetting($"{PlaceOf(configuration, path)}: {path}: {fault.ErrorMessage}");
        }
    }

    private static void CheckKey(IConfiguration configuration, IConfigurationSection key, Type type, IReadOnlyList<string> sections)
    {
        var property = type.GetProperty(key.Key, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase);
        if (property == null)
        {
            var known = type.GetProperties().Select(p => p.Name).Concat(sections).Order(StringComparer.Ordinal);
            throw new WrongSetting($"{PlaceOf(configuration, key.Path)}: {key.Path} is not a setting; known here: {string.Join(", ", known)}.");
        }

        if (property.PropertyType.IsArray || key.Value == null)
        {
            return;
        }

        var value = Convert(configuration, key, property.PropertyType);
        foreach (var rule in property.GetCustomAttributes<ValidationAttribute>())
        {
            if (!rule.IsValid(value))
            {
                throw new WrongSetting($"{PlaceOf(configuration, key.Path)}: {key.Path} is not allowed: {rule.FormatErrorMessage(property.Name)}");
            }
        }
    }

    private static object? Convert(IConfiguration configuration, IConfigurationSection key, Type type)
    {
        var wanted = Nullable.GetUnderlyingType(type) ?? type;
        if (wanted.IsEnum)
        {
            return Enum.TryParse(wanted, key.Value, ignoreCase: true, out var word) && Enum.IsDefined(wanted, word)
                ? word
                : throw new WrongSetting($"{PlaceOf(configuration, key.Path)}: {key.Path} is \"{key.Value}\"; allowed: {string.Join(", ", Enum.GetNames(wanted))}.");
        }

        try
        {
            return TypeDescriptor.GetConverter(wanted).ConvertFromString(null, CultureInfo.InvariantCulture, key.Value!);
        }
        catch (Exception fault) when (fault is FormatException or ArgumentException or NotSupportedException)
        {
            throw new WrongSetting($"{PlaceOf(configuration, key.Path)}: {key.Path} is \"{key.Value}\"; allowed: {Form(wanted)}.");
        }
    }

    private static string Form(Type type) => type switch
    {
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(int) || type == typeof(long) => "a whole number",
        _ when type == typeof(TimeSpan) => "a time span such as 00:05:00 (hours:minutes:seconds)",
        _ => type.Name,
    };

    /// <summary>The file, or the kind of source, that has the last word on a key.</summary>
    private static string PlaceOf(IConfiguration configuration, string path)
    {
        var keys = configuration.GetSection(path).AsEnumerable().Where(pair => pair.Value != null).Select(pair => pair.Key).ToList();
        var provider = ((IConfigurationRoot)configuration).Providers.LastOrDefault(p => keys.Exists(key => p.TryGet(key, out _)));
        return provider switch
        {
            JsonConfigurationProvider json => json.Source.Path ?? "appsettings.json",
            { } other when other.GetType().Name.StartsWith("Environment", StringComparison.Ordinal) => $"environment variable {path.Replace(":", "__", StringComparison.Ordinal)}",
            { } other when other.GetType().Name.StartsWith("CommandLine", StringComparison.Ordinal) => "command line",
            _ => "settings",
        };
    }
}
